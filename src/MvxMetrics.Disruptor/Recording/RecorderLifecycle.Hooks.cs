namespace MvxMetrics.Disruptor;

/// <content>Runs the recorder's own hooks, off the loop and off the caller, and turns what they throw into the operation's error.</content>
internal sealed partial class RecorderLifecycle
{
    private void RunStartingHook()
    {
        if (_recorder.HasHooks) _host.TrackHook(RunStartingHookAsync());
        else PostActivate();
    }

    private async Task RunStartingHookAsync()
    {
        try
        {
            await RunHookAsync(_recorder.InvokeStartingAsync).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The hook is the application's code: whatever it throws becomes the start's error.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FinishFaulted(RecorderStatus.Starting, StartFailed(cause));
            _host.Post(new ActionCommand(DiscardAndDetach));
            RecorderLog.HookFailed(_host.Logger, _recorder.EntityId, "OnStartingAsync", cause);
            return;
        }

        PostActivate();
    }

    private async Task RunStoppedHookAsync()
    {
        try
        {
            await RunHookAsync(_recorder.InvokeStoppedAsync).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The hook is the application's code: whatever it throws becomes the stop's error.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FinishFaulted(RecorderStatus.Stopping, StopFailed(cause));
            RecorderLog.HookFailed(_host.Logger, _recorder.EntityId, "OnStoppedAsync", cause);
            return;
        }

        FinishStopped();
    }

    private async Task CleanUpAsync(TaskCompletionSource? operation, Exception? outcome)
    {
        try
        {
            await RunHookAsync(_recorder.InvokeStoppedAsync).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A failing clean-up is logged and does not replace the error it cleans up after.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            RecorderLog.CleanUpFailed(_host.Logger, _recorder.EntityId, cause);
        }

        if (operation is not null) Fail(operation, outcome!);
    }

    // Off the loop and off the caller, so that a slow hook stalls neither.
    private Task RunHookAsync(Func<CancellationToken, Task> hook)
    {
        MetricsRecorder recorder = _recorder;
        CancellationToken closing = _host.Closing;
        return Task.Run(
            async () =>
            {
                using (HookScope.Enter(recorder)) await hook(closing).ConfigureAwait(false);
            },
            CancellationToken.None);
    }
}
