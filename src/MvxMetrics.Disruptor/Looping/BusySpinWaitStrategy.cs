namespace MvxMetrics.Disruptor;

/// <summary>Polls without a pause: see <see cref="WaitStrategy.BusySpin"/>.</summary>
internal sealed class BusySpinWaitStrategy : WaitStrategy
{
    protected internal override void Wait(in WaitContext context)
    {
        if (context.Events == 0) Thread.SpinWait(1);
    }
}
