using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Blocks the loop at its first event until it is let go.</summary>
internal sealed class Blocker : Metric<long>, IMetricEventHandler<AuditEvent>
{
    private readonly ManualResetEventSlim _letGo = new();

    public Blocker()
        : base("blocker")
    {
    }

    public ManualResetEventSlim Blocks { get; } = new();

    public void LetGo() => _letGo.Set();

    public bool HandleEvent(in AuditEvent metricEvent)
    {
        Blocks.Set();
        _letGo.Wait();
        State++;
        return true;
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
