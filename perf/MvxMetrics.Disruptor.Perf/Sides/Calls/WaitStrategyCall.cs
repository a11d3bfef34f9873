namespace MvxMetrics.Disruptor.Perf;

/// <summary>RegisterEvent beside a runtime of any wait strategy, one for a round: some never sleep, and would disturb the others.</summary>
internal sealed class WaitStrategyCall(string name, WaitStrategy waitStrategy, string consumer)
    : CallSide(name, "the whole RegisterEvent", $"dispatch to the metrics; {consumer}, catching up between bursts", 1)
{
    private const int BurstsBefore = 64; // of a new runtime: its lane is new memory
    private Stage? _stage;
    private long _callsBefore;
    private long _sumBefore;

    protected override int MostBursts => 1024;

    public override Sample Round()
    {
        using Stage stage = Stage.Live(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = waitStrategy } });
        _stage = stage;
        for (int burst = 0; burst < BurstsBefore; burst++)
        {
            Burst(0, Calls);
            Settle();
        }

        return base.Round();
    }

    protected override void Burst(int worker, int calls)
    {
        MetricsRecorder recorder = _stage!.Recorder;
        for (int i = 0; i < calls; i++) recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }

    protected override void Settle() => _stage!.Settle();

    protected override void Check(long calls, long sum)
    {
        long events = calls - _callsBefore + (BurstsBefore * Calls);
        long durations = sum - _sumBefore + (BurstsBefore * Attempts.SumOf(Calls));
        WrongResultException.RequireTotals(Name, events, durations, _stage!.Applied(Name));
        (_callsBefore, _sumBefore) = (calls, sum);
    }
}
