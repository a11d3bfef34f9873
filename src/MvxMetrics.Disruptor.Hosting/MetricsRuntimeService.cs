using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Ties the runtime to the host's life: running before any hosted service starts, shut down after all have stopped, whatever the
/// order in which they were added.
/// </summary>
internal sealed class MetricsRuntimeService(IServiceProvider services, IEnumerable<RecorderRegistration> recorders)
    : IHostedLifecycleService
{
    /// <summary>
    /// What a shutdown gets at least, also when the host's time is over before, or soon: applying what was accepted takes
    /// milliseconds, some hundred on a busy machine, and whoever took the time was somebody else.
    /// </summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <summary>Null until the host starts. Resolved only then, so that all options of the host are validated first.</summary>
    private MetricsRuntime? _runtime;

    /// <summary>Starts the runtime and creates the recorders that nobody has asked for yet: exporters show them from the start.</summary>
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
    /// Shuts the runtime down; returns by the time the host's shutdown timeout is over, or a second if that is longer. What is not clean is
    /// logged by the runtime,
    /// with the number of events that were not applied, and does not fail the stop of the host.
    /// </summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_runtime is null) return;
        using CancellationTokenSource grace = new(s_grace);
        if (await TryShutdownAsync(_runtime, grace.Token).ConfigureAwait(false)) return;
        if (!await TryShutdownAsync(_runtime, cancellationToken).ConfigureAwait(false)) await GiveUpAsync(_runtime).ConfigureAwait(false);
    }

    // False: the time was over first, and the shutdown goes on.
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
            // Recorders failed to stop, the runtime's own time limit was over, or it had faulted: logged, and in its LastError.
        }

        return true;
    }

    // Off this thread: hooks are cancelled there, and their callbacks are the application's code.
    private static Task GiveUpAsync(MetricsRuntime runtime) => Task.Run(
        () =>
        {
            try
            {
                runtime.Shutdown(TimeSpan.Zero);
            }
            catch (MetricsException)
            {
                // as above: it ended in that moment
            }
        });
}
