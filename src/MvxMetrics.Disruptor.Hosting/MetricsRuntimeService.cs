using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Binds the runtime to the life of the host. It is Running before any hosted service starts, and it is shut down after all have stopped,
/// in whatever order they were added.
/// </summary>
internal sealed class MetricsRuntimeService(IServiceProvider services, IEnumerable<RecorderRegistration> recorders)
    : IHostedLifecycleService
{
    /// <summary>
    /// The shortest time that a shutdown gets, even if the host's time is over, or nearly over. Applying the accepted events takes
    /// milliseconds, or some hundred on a busy machine. It was other code that used up the host's time.
    /// </summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <summary>Null until the host starts. It is resolved only then, so that all options of the host are validated first.</summary>
    private MetricsRuntime? _runtime;

    /// <summary>
    /// Starts the runtime, and creates the recorders that nobody has asked for yet: so exporters show them from the start.
    /// </summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _runtime = services.GetRequiredKeyedService<MetricsRuntime>(typeof(MetricsRuntimeService));
        foreach (RecorderRegistration recorder in recorders) services.GetRequiredKeyedService<MetricsRecorder>(recorder.Id);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Shuts the runtime down. It returns when the host's shutdown timeout is over, or after a second if that is later. The runtime logs
    /// the errors of the shutdown, with the number of events that were not applied. They do not make the stop of the host fail.
    /// </summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_runtime is null) return;
        using CancellationTokenSource grace = new(s_grace);
        if (await TryShutdownAsync(_runtime, grace.Token).ConfigureAwait(false)) return;
        if (!await TryShutdownAsync(_runtime, cancellationToken).ConfigureAwait(false)) await GiveUpAsync(_runtime).ConfigureAwait(false);
    }

    // False: the time limit passed first, and the shutdown goes on.
    private static async Task<bool> TryShutdownAsync(MetricsRuntime runtime, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.ShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (MetricsException)
        {
            // Recorders failed to stop, the runtime's own time limit passed, or the runtime had faulted. This is logged and in its
            // LastError.
        }

        return true;
    }

    // Not on this thread: hooks are cancelled there, and their callbacks are the application's code.
    private static Task GiveUpAsync(MetricsRuntime runtime) => Task.Run(
        () =>
        {
            try
            {
                runtime.Shutdown(TimeSpan.Zero);
            }
            catch (MetricsException)
            {
                // as above: the shutdown ended at that moment
            }
        });
}
