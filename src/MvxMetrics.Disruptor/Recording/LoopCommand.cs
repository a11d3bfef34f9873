namespace MvxMetrics.Disruptor;

/// <summary>
/// Something to do on the loop's thread, between two events. Either <see cref="Execute"/> or <see cref="Cancel"/> runs, once. A command may
/// be posted again after it has run.
/// </summary>
internal abstract class LoopCommand
{
    /// <summary>The link of the loop's queue. Only the queue uses it.</summary>
    internal LoopCommand? Next;

    /// <summary>Runs the command. The loop's thread. It must not block.</summary>
    public abstract void Execute();

    /// <summary>The loop has closed and will not run the command. Any thread.</summary>
    public abstract void Cancel();
}
