using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// The oracle: follows every producer's sequence and tells loss, duplication, reordering and tearing apart. Keeps its
/// own account outside the state, on the loop's thread; read it when the loop is quiet.
/// </summary>
internal sealed class AuditMetric(int producers, string name = "audit")
    : Metric<AuditMetric.Totals>(name), IMetricEventHandler<AuditEvent>, IMetricEventHandler<LongAuditEvent>
{
    private readonly long[] _next = new long[producers];
    private readonly HashSet<(int Producer, long Sequence)> _missing = [];

    public long Received { get; private set; }

    public long Torn { get; private set; }

    public long Duplicated { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>Sequences skipped and never seen since.</summary>
    public int Missing => _missing.Count;

    public bool HandleEvent(in AuditEvent metricEvent) => Note(in metricEvent, metricEvent.IsTorn);

    public bool HandleEvent(in LongAuditEvent metricEvent) => Note(in metricEvent.Audit, metricEvent.IsTorn);

    /// <summary>Asserts that exactly these many events of each producer arrived, once, in order and whole.</summary>
    public void ShouldHaveReceivedExactly(IReadOnlyList<long> accepted)
    {
        Torn.ShouldBe(0, "torn events");
        Duplicated.ShouldBe(0, "duplicated events");
        Reordered.ShouldBe(0, "reordered events");
        Missing.ShouldBe(0, "lost events");
        _next.ShouldBe(accepted, "events of each producer");
        Received.ShouldBe(accepted.Sum());
        Read().Count.ShouldBe(accepted.Sum());
    }

    protected override void WriteDimensions(in Totals state, ref DimensionWriter writer)
    {
        writer.Add("count", state.Count);
        writer.Add("count_again", state.CountAgain);
    }

    private bool Note(in AuditEvent metricEvent, bool isTorn)
    {
        Received++;
        State.Count++;
        State.CountAgain++;
        if (isTorn)
        {
            Torn++;
            return true;
        }

        ref long next = ref _next[metricEvent.Producer];
        if (metricEvent.Sequence < next)
        {
            if (_missing.Remove((metricEvent.Producer, metricEvent.Sequence))) Reordered++;
            else Duplicated++;
            return true;
        }

        for (long skipped = next; skipped < metricEvent.Sequence; skipped++) _missing.Add((metricEvent.Producer, skipped));
        next = metricEvent.Sequence + 1;
        return true;
    }

    internal struct Totals
    {
        public long Count;
        public long CountAgain;
    }
}
