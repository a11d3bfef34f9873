namespace MvxMetrics.Disruptor.Perf;

/// <summary>A metric of ours, called as the loop calls it: through a delegate that knows the implementation.</summary>
internal sealed class OurMetric(string name, Metric metric) : ApplySide(name, "HandleEvent with its selectors, through a delegate as in the loop")
{
    private readonly Handler _handler = ((IMetricEventHandler<SaveAttempt>)metric).HandleEvent;
    private long _accepted;

    private delegate bool Handler(in SaveAttempt attempt);

    protected override long Count => _accepted;

    protected override void Pass()
    {
        Handler handler = _handler;
        long accepted = 0;
        foreach (ref readonly SaveAttempt attempt in Events.AsSpan())
            if (handler(in attempt)) accepted++;
        _accepted += accepted;
    }
}
