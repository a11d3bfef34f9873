namespace MvxMetrics.Disruptor;

/// <summary>A call that waits for the loop was made from inside the loop. There it would wait for itself.</summary>
public sealed class LoopReentrancyException : MetricsException
{
    internal LoopReentrancyException(string member)
        : base(
            $"{member} was refused: it waits for the loop, and was called from inside it (a metric's handler, an OnMetricChanged "
            + "hook or a recorder's own lifecycle hook). Call the asynchronous form without waiting for it, or call from another thread.")
    {
    }
}
