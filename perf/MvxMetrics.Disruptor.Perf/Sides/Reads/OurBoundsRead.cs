using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A histogram's bounds and a counter, by ReadSnapshots or by ReadSeries, which brings the distribution too.</summary>
internal sealed class OurBoundsRead : SnapshotSide
{
    private readonly OneHistogram _histogram = new(new HistogramOptions { Bounds = ReadBounds.Values, Percentiles = [] });
    private readonly bool _isSeries;

    public OurBoundsRead(string name, bool isSeries)
        : base(
            name,
            $"{name}: the coherent copy and every dimension, {ReadBounds.Values.Length} bounds, no percentiles"
                + (isSeries ? "; and the whole distribution" : string.Empty),
            "formatting; consumer away",
            false)
    {
        _isSeries = isSeries;
        _histogram.Recorder.Register(new Counter<SaveAttempt>("attempts"));
    }

    protected override void Record(int outcome, long value) => _histogram.Record(outcome, value);

    protected override void Settle() => _histogram.Settle();

    protected override long Read()
    {
        Reader reader = default;
        if (_isSeries) _histogram.Recorder.ReadSeries(ref reader);
        else _histogram.Recorder.ReadSnapshots(ref reader);
        WrongResultException.Require(Name, "the bounds shown", ReadBounds.Values.Length, reader.Bounds);
        WrongResultException.Require(Name, "the histogram's count in a coherent snapshot", reader.Total, reader.Count);
        return reader.Count;
    }

    public override void Dispose()
    {
        base.Dispose();
        _histogram.Dispose();
    }

    private struct Reader : ISnapshotReader, ISeriesReader
    {
        private double _sum;

        public int Bounds { get; private set; }

        public long Total { get; private set; }

        public long Count { get; private set; }

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
            _sum += value.ToDouble();
            if (name.StartsWith(WellKnownDimensions.AtOrBelowPrefix, StringComparison.Ordinal)) Bounds++;
            else if (name == "total") Total = value.ToInt64();
            else if (name == "count") Count = value.ToInt64();
        }

        public void OnDimension(string? key, string name, MetricValue value) => OnDimension(name, value);

        public void OnHistogram(string? key, HistogramReading histogram) => _sum += histogram.Count;
    }
}
