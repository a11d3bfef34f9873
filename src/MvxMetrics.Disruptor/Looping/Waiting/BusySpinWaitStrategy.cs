namespace MvxMetrics.Disruptor;

/// <summary>Polls without a pause, lanes that are being written now and then: see <see cref="WaitStrategy.BusySpin"/>.</summary>
internal sealed class BusySpinWaitStrategy : WaitStrategy
{
    /// <summary>About 10 µs: what timers wait at most.</summary>
    private const int Polls = 500;

    protected internal override void Wait(in WaitContext context)
    {
        if (context.Events == 0) context.Poll(Polls);
        else context.LeaveBusyLanesAlone();
    }
}
