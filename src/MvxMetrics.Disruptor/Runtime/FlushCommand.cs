namespace MvxMetrics.Disruptor;

/// <summary>Tells a waiting thread that the loop has come to this command: true. False: the loop never will.</summary>
internal sealed class FlushCommand : LoopCommand
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> Done => _done.Task;

    public override void Execute() => _done.TrySetResult(true);

    public override void Cancel() => _done.TrySetResult(false);
}
