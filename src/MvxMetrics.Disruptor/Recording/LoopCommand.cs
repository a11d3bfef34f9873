namespace MvxMetrics.Disruptor;

/// <summary>
/// Something to be done on the loop's thread, between two events. Either <see cref="Execute"/> or <see cref="Cancel"/>
/// runs, once. A command may be posted again when it has run.
/// </summary>
internal abstract class LoopCommand
{
    /// <summary>Link of the loop's queue; touched by the queue only.</summary>
    internal LoopCommand? Next;

    /// <summary>Does it. The loop's thread; must not block.</summary>
    public abstract void Execute();

    /// <summary>The loop has closed and will not do it. Any thread.</summary>
    public abstract void Cancel();
}
