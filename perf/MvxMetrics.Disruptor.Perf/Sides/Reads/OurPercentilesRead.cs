using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Four percentiles of a histogram, in a snapshot of its recorder or asked of a copy of it.</summary>
internal sealed class OurPercentilesRead : SnapshotSide
{
    private readonly OneHistogram _histogram = new(); // 50, 90, 99 and 99.9 are its default
    private readonly HistogramReading _reading = new();
    private readonly bool _isCopy;
    private long _sum;

    public OurPercentilesRead(string name, bool isCopy)
        : base(
            name,
            isCopy
                ? "a coherent copy of the histogram into a HistogramReading, ValueAtPercentile four times"
                : "a coherent copy; count, sum, extremes, mean and four percentiles",
            "consumer away",
            false) => _isCopy = isCopy;

    protected override void Record(int outcome, long value) => _histogram.Record(outcome, value);

    protected override void Settle() => _histogram.Settle();

    protected override long Read()
    {
        if (_isCopy)
        {
            _histogram.Histogram.Read(_reading);
            foreach (double percentile in HdrPercentilesRead.Percentiles) _sum += _reading.ValueAtPercentile(percentile);
            return _reading.Count;
        }

        Reader reader = default;
        _histogram.Recorder.ReadSnapshots(ref reader);
        WrongResultException.Require(Name, "the percentiles shown", HdrPercentilesRead.Percentiles.Length, reader.Percentiles);
        return reader.Count;
    }

    public override void Dispose()
    {
        base.Dispose();
        _histogram.Dispose();
    }

    private struct Reader : ISnapshotReader
    {
        private double _sum;

        public int Percentiles { get; private set; }

        public long Count { get; private set; }

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
            _sum += value.ToDouble();
            if (name[0] == 'p') Percentiles++;
            else if (name == "count") Count = value.ToInt64();
        }
    }
}
