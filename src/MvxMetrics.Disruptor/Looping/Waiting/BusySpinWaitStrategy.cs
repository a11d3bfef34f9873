namespace MvxMetrics.Disruptor;

/// <summary>
/// Polls without a pause. It polls lanes that are being written only now and then: see <see cref="WaitStrategy.BusySpin"/>.
/// </summary>
internal sealed class BusySpinWaitStrategy : WaitStrategy
{
    /// <summary>About 10 µs: timers wait so long at most.</summary>
    private const int Polls = 500;

    protected internal override void Wait(in WaitContext context)
    {
        if (context.Events == 0) context.Poll(Polls);
        else context.LeaveBusyLanesAlone();
    }
}
