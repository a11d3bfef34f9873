namespace MvxMetrics.Disruptor;

/// <content>
/// Runs the recorder's own hooks, neither on the loop's thread nor on the caller's. What a hook throws becomes the operation's error.
/// </content>
internal sealed partial class RecorderLifecycle
{
    private void RunStartingHook()
    {
        if (_recorder.HasHooks) _host.TrackHook(RunStartingHookAsync());
        else PostActivate();
    }

    private async Task RunStartingHookAsync()
    {
        if (await RunHookAsync(_recorder.InvokeStartingAsync).ConfigureAwait(false) is not { } cause)
        {
            PostActivate();
            return;
        }

        FinishFaulted(RecorderStatus.Starting, StartFailed(cause));
        _host.Post(new ActionCommand(DiscardAndDetach));
        RecorderLog.HookFailed(_host.Logger, _recorder.EntityId, "OnStartingAsync", cause);
    }

    private async Task RunStoppedHookAsync()
    {
        if (await RunHookAsync(_recorder.InvokeStoppedAsync).ConfigureAwait(false) is not { } cause)
        {
            FinishStopped();
            return;
        }

        FinishFaulted(RecorderStatus.Stopping, StopFailed(cause));
        RecorderLog.HookFailed(_host.Logger, _recorder.EntityId, "OnStoppedAsync", cause);
    }

    // What a clean-up throws is logged. It does not replace the error after which it cleans up.
    private async Task CleanUpAsync(TaskCompletionSource? operation, Exception? outcome)
    {
        if (await RunHookAsync(_recorder.InvokeStoppedAsync).ConfigureAwait(false) is { } cause)
            RecorderLog.CleanUpFailed(_host.Logger, _recorder.EntityId, cause);
        if (operation is not null) Fail(operation, outcome!);
    }

    // Runs on the thread pool, so a slow hook stalls neither the loop nor the caller. Returns what the hook threw.
    private async Task<Exception?> RunHookAsync(Func<CancellationToken, Task> hook)
    {
        MetricsRecorder recorder = _recorder;
        CancellationToken closing = _host.Closing;
        try
        {
            await Task.Run(
                async () =>
                {
                    using (HookScope.Enter(recorder)) await hook(closing).ConfigureAwait(false);
                },
                CancellationToken.None).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // The hook is the application's code: any exception becomes the operation's error.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            return cause;
        }
    }
}
