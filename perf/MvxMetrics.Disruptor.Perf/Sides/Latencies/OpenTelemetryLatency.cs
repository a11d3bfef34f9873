namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's counter and histogram.</summary>
internal sealed class OpenTelemetryLatency(LatencySchedule schedule) : LatencySide(Peer.OpenTelemetry, "both calls", "collection", schedule)
{
    private readonly OpenTelemetryPair _pair = new();

    protected override void Call(int outcome, long nanoseconds) => _pair.Record(outcome, nanoseconds);

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _pair.Read());

    public override void Dispose()
    {
        base.Dispose();
        _pair.Dispose();
    }
}
