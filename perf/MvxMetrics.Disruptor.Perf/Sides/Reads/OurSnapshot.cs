using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>ReadSnapshots of one recorder.</summary>
internal sealed class OurSnapshot : SnapshotSide
{
    private readonly MetricsRuntime _runtime = new();
    private readonly MetricsRecorder _recorder;

    public OurSnapshot(bool isBusy)
        : base("ReadSnapshots", "the coherent copy and every dimension, 6 percentiles among them", "formatting", isBusy)
    {
        _runtime.Start();
        _recorder = _runtime.CreateRecorder("perf");
        _recorder.Register(new Counter<SaveAttempt>("attempts"));
        _recorder.Register(new CounterBy<SaveAttempt>(
            "outcomes", static (in SaveAttempt e) => (int)e.Outcome, KeyNames.Range(Attempts.Outcomes)));
        _recorder.Register(new Gauge<SaveAttempt>("last", static (in SaveAttempt e) => e.Nanoseconds));
        _recorder.Register(new Histogram<SaveAttempt>("durations", static (in SaveAttempt e) => e.Nanoseconds, unit: "ns"));
    }

    protected override void Record(int outcome, long value) => _recorder.RegisterEvent(new SaveAttempt(outcome, value));

    protected override void Settle()
    {
        if (!_runtime.Flush(TimeSpan.FromSeconds(10))) throw new TimeoutException("The runtime did not catch up.");
    }

    protected override long Read()
    {
        Reader reader = default;
        _recorder.ReadSnapshots(ref reader);
        WrongResultException.Require(Name, "the histogram's count in a coherent snapshot", reader.Total, reader.Count);
        return reader.Total;
    }

    public override void Dispose()
    {
        base.Dispose();
        _runtime.Dispose();
    }

    private struct Reader : ISnapshotReader
    {
        private double _sum;

        public long Total { get; private set; }

        public long Count { get; private set; }

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
            _sum += value.ToDouble();
            if (name == "total") Total = value.ToInt64();
            if (name == "count") Count = value.ToInt64();
        }
    }
}
