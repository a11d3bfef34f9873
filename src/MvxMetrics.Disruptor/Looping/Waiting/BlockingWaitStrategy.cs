namespace MvxMetrics.Disruptor;

/// <summary>Parks at once: see <see cref="WaitStrategy.Blocking"/>.</summary>
internal sealed class BlockingWaitStrategy : WaitStrategy
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMilliseconds(64);

    protected internal override void Wait(in WaitContext context)
    {
        if (context.Events == 0) context.Park(s_timeout);
    }
}
