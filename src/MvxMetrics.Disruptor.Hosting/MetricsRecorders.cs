using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Recorders of a runtime by id, created when they are first asked for: for things that come and go while the host runs. Any
/// thread. Remove a recorder that is done by <see cref="MetricsRuntime.StopAndRemoveRecorder"/>; its id can be used again.
/// </summary>
/// <param name="runtime">The runtime, Running.</param>
/// <exception cref="ArgumentNullException">The runtime is null.</exception>
public sealed class MetricsRecorders(MetricsRuntime runtime)
{
    /// <summary>How long a call waits for the start of a recorder that another one is creating.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly MetricsRuntime _runtime = runtime ?? throw new ArgumentNullException(nameof(runtime));

    /// <summary>The recorder with an id, created and started if there is none. Of calls at the same time, one creates it.</summary>
    /// <param name="id">Its id in the runtime. Trimmed; not blank.</param>
    /// <param name="configure">
    /// Registers the metrics, before the recorder is started and before anybody else finds it; not called when it exists already.
    /// What it throws is thrown here, and the id stays free. Null: nothing to register.
    /// </param>
    /// <returns>The recorder, as the runtime has it: it may have stopped or faulted since its creation.</returns>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">It would have to be created, and the call comes from inside the loop.</exception>
    /// <exception cref="RecorderAlreadyExistsException">Another call has been creating it for 30 seconds.</exception>
    public MetricsRecorder GetOrCreate(string id, Action<MetricsRecorder>? configure = null) =>
        GetOrCreate(
            id,
            context =>
            {
                MetricsRecorder recorder = new(context);
                configure?.Invoke(recorder);
                return recorder;
            });

    /// <summary>
    /// As <see cref="GetOrCreate(string, Action{MetricsRecorder})"/>, for a class of its own or with other
    /// <see cref="RecorderContext.Options"/>.
    /// </summary>
    /// <typeparam name="TRecorder">The class.</typeparam>
    /// <param name="id">Its id in the runtime. Trimmed; not blank.</param>
    /// <param name="factory">Makes the recorder of the context and registers its metrics; not called when it exists already.</param>
    /// <returns>The recorder, as the runtime has it: it may have stopped or faulted since its creation.</returns>
    /// <exception cref="ArgumentException">The id is null or blank, the factory is null, or what it made does not belong here.</exception>
    /// <exception cref="InvalidOperationException">The id is that of a recorder of another class.</exception>
    /// <exception cref="RecorderStartException">The recorder's starting hook failed. The id stays free.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">It would have to be created, and the call comes from inside the loop.</exception>
    /// <exception cref="RecorderAlreadyExistsException">Another call has been creating it for 30 seconds.</exception>
    public TRecorder GetOrCreate<TRecorder>(string id, Func<RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(factory);
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_runtime.TryGetRecorder(id, out MetricsRecorder? found))
                return found as TRecorder ?? throw OtherClass<TRecorder>(id, found);
            try
            {
                return _runtime.CreateRecorder(id, factory);
            }
            catch (RecorderAlreadyExistsException) when (Stopwatch.GetElapsedTime(started) < s_patience)
            {
                // Somebody else creates it, and runs its starting hook. Should that fail, the next round creates it here. Inside the
                // loop nobody gets here: CreateRecorder refuses that before it looks at the id.
                Thread.Sleep(1);
            }
        }
    }

    private static InvalidOperationException OtherClass<TRecorder>(string id, MetricsRecorder found) => new(
        $"Recorder '{id.Trim()}' is a {found.GetType().Name}, not a {typeof(TRecorder).Name}. "
        + "Ask for the class it was created with, or choose another id.");
}
