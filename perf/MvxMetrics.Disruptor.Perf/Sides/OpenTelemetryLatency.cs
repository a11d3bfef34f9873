namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's counter and histogram.</summary>
internal sealed class OpenTelemetryLatency(LatencySchedule schedule) : LatencySide(Peer.OpenTelemetry, "both calls", "collection", schedule)
{
    private readonly OpenTelemetryPair _pair = new();

    protected override void Call(int outcome, long nanoseconds) => _pair.Record(outcome, nanoseconds);

    protected override void Check(long calls, long sum)
    {
        (long attempts, long count, long total) = _pair.Read();
        WrongResultException.Require(Name, "the attempts counted", calls, attempts);
        WrongResultException.Require(Name, "the durations counted", calls, count);
        WrongResultException.Require(Name, "the sum of durations", sum, total);
    }

    public override void Dispose()
    {
        base.Dispose();
        _pair.Dispose();
    }
}
