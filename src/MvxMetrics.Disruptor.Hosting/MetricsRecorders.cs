using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The recorders of a runtime by id. A recorder is created when it is first asked for: use it for entities that come and go while the host
/// runs. Any thread. Remove a recorder that is no longer needed with <see cref="MetricsRuntime.StopAndRemoveRecorder"/>; then its id can be
/// used again.
/// </summary>
/// <param name="runtime">The runtime; it must be Running when recorders are asked for.</param>
/// <exception cref="ArgumentNullException">The runtime is null.</exception>
public sealed class MetricsRecorders(MetricsRuntime runtime)
{
    /// <summary>How long a call waits while another call creates the recorder.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly MetricsRuntime _runtime = runtime ?? throw new ArgumentNullException(nameof(runtime));

    /// <summary>
    /// Returns the recorder with this id. If there is none, it creates and starts one. If several calls come at the same time, one of them
    /// creates it.
    /// </summary>
    /// <param name="id">Its id in the runtime. Trimmed; not blank.</param>
    /// <param name="configure">
    /// Registers the metrics, before the recorder is started and before another caller can find it. It is not called if the recorder exists
    /// already. What it throws is thrown here, and the id stays free. Null: nothing to register.
    /// </param>
    /// <returns>The recorder of the runtime. It may have stopped or faulted since its creation.</returns>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">The recorder does not exist, and the call comes from inside the loop.</exception>
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
    /// Does the same as <see cref="GetOrCreate(string, Action{MetricsRecorder})"/>, for your own recorder class, or with other
    /// <see cref="RecorderContext.Options"/>.
    /// </summary>
    /// <typeparam name="TRecorder">The class of the recorder.</typeparam>
    /// <param name="id">Its id in the runtime. Trimmed; not blank.</param>
    /// <param name="factory">
    /// Constructs the recorder with the given context and registers its metrics. It is not called if the recorder exists already.
    /// </param>
    /// <returns>The recorder of the runtime. It may have stopped or faulted since its creation.</returns>
    /// <exception cref="ArgumentException">
    /// The id is null or blank, the factory is null, or it did not return a new recorder of this loop.
    /// </exception>
    /// <exception cref="InvalidOperationException">The recorder with this id is of another class.</exception>
    /// <exception cref="RecorderStartException">The recorder's starting hook failed. The id stays free.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">The recorder does not exist, and the call comes from inside the loop.</exception>
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
                // Another call creates it, and runs its starting hook. If that fails, the next round creates it here. A call from inside
                // the loop never comes here: CreateRecorder refuses it before it looks at the id.
                Thread.Sleep(1);
            }
        }
    }

    private static InvalidOperationException OtherClass<TRecorder>(string id, MetricsRecorder found) => new(
        $"Recorder '{id.Trim()}' is a {found.GetType().Name}, not a {typeof(TRecorder).Name}. "
        + "Ask for the class it was created with, or choose another id.");
}
