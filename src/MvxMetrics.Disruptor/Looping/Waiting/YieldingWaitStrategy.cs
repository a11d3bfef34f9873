namespace MvxMetrics.Disruptor;

/// <summary>Polls and yields: see <see cref="WaitStrategy.Yielding"/>.</summary>
internal sealed class YieldingWaitStrategy : WaitStrategy
{
    private const int SpinPasses = 100;

    protected internal override void Wait(in WaitContext context)
    {
        if (context.Events > 0) context.LeaveBusyLanesAlone();
        else if (context.EmptyPasses <= SpinPasses) Thread.SpinWait(1);
        else Thread.Yield();
    }
}
