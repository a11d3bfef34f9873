namespace MvxMetrics.Disruptor.Perf;

/// <summary>RegisterEvent beside a runtime with default options.</summary>
internal sealed class OurLatency(LatencySchedule schedule)
    : LatencySide(
        Peer.RegisterEvent,
        "the call, waiting for room included if there should be none; consumer beside: a runtime with default options",
        "dispatch to the metrics",
        schedule)
{
    private readonly Stage _stage = Stage.Live(
        recorder: new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.FromSeconds(30) });

    protected override void Call(int outcome, long nanoseconds) => _stage.Recorder.RegisterEvent(new SaveAttempt(outcome, nanoseconds));

    protected override void Settle() => _stage.Settle();

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _stage.Applied(Name));

    public override void Dispose()
    {
        base.Dispose();
        _stage.Dispose();
    }
}
