namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's counter and histogram.</summary>
internal sealed class OpenTelemetryCall(int threads)
    : CallSide(
        Peer.OpenTelemetry,
        "Counter.Add and Histogram.Record with one tag each: everything until the state has changed",
        "collection",
        threads)
{
    private readonly OpenTelemetryPair _pair = new();

    protected override int MostBursts => 256;

    protected override void Burst(int worker, int calls)
    {
        OpenTelemetryPair pair = _pair;
        for (int i = 0; i < calls; i++) pair.Record(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
    }

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _pair.Read());

    public override void Dispose()
    {
        base.Dispose();
        _pair.Dispose();
    }
}
