using System.Diagnostics.CodeAnalysis;

namespace MvxMetrics.Disruptor;

/// <content>The recorders of the runtime.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>Creates a recorder and starts it.</summary>
    /// <param name="id">Its id in this runtime, and its entity id unless the options set another one. Trimmed; not blank.</param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <returns>A Running recorder.</returns>
    /// <exception cref="ArgumentException">The id is null or blank, or an option has a bad value.</exception>
    /// <exception cref="RecorderAlreadyExistsException">The id is taken.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public MetricsRecorder CreateRecorder(string id, RecorderOptions? options = null) =>
        CreateRecorder(id, options, static context => new MetricsRecorder(context));

    /// <summary>Creates a recorder of your own class and starts it.</summary>
    /// <typeparam name="TRecorder">The class of the recorder.</typeparam>
    /// <param name="id">Its id in this runtime, and its entity id unless its options set another one. Trimmed; not blank.</param>
    /// <param name="factory">Constructs the recorder with the given context.</param>
    /// <returns>A Running recorder.</returns>
    /// <exception cref="ArgumentException">
    /// The id is null or blank, the factory is null, or it did not return a new recorder of this loop.
    /// </exception>
    /// <exception cref="RecorderAlreadyExistsException">The id is taken.</exception>
    /// <exception cref="RecorderStartException">
    /// The recorder's starting hook failed. The recorder is not registered, and the id is free.
    /// </exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public TRecorder CreateRecorder<TRecorder>(string id, Func<RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder => CreateRecorder(id, null, factory);

    /// <summary>Returns the recorder with this id.</summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RecorderNotFoundException">The runtime has no recorder with this id.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    public MetricsRecorder GetRecorder(string id) => Find(nameof(GetRecorder), id).Recorder;

    /// <summary>Finds the recorder with this id, if there is one.</summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <param name="recorder">The recorder, or null.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    public bool TryGetRecorder(string id, [NotNullWhen(true)] out MetricsRecorder? recorder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _state.RequireRunning(nameof(TryGetRecorder));
        recorder = _recorders.Find(id.Trim());
        RuntimeLog.LookedUp(_logger, id, recorder is not null);
        return recorder is not null;
    }

    /// <summary>
    /// Stops a recorder: it applies all events that it accepted. The recorder stays registered and can be read. If it has already stopped,
    /// the call does nothing.
    /// </summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RecorderNotFoundException">The runtime has no recorder with this id.</exception>
    /// <exception cref="RecorderStateException">The recorder is Faulted.</exception>
    /// <exception cref="RecorderStopException">A metric or the stopped hook failed.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public void StopRecorder(string id)
    {
        RefuseInsideLoop(nameof(StopRecorder));
        MetricsRecorder recorder = Find(nameof(StopRecorder), id).Recorder;
        try
        {
            recorder.Stop();
        }
        catch (RecorderStateException refused) when (refused.Actual == RecorderStatus.Stopped)
        {
            // the recorder has stopped, as the caller asked
        }
    }

    /// <summary>
    /// Stops a recorder and removes it. If the stop fails, the recorder is removed all the same, and the error is thrown. A start that is
    /// under way ends first.
    /// </summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RecorderNotFoundException">The runtime has no recorder with this id.</exception>
    /// <exception cref="RecorderStopException">The recorder was removed, but it had faulted, or its stop failed.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public void StopAndRemoveRecorder(string id)
    {
        RefuseInsideLoop(nameof(StopAndRemoveRecorder));
        (string key, MetricsRecorder recorder) = Find(nameof(StopAndRemoveRecorder), id);
        try
        {
            // This also ends a start that is under way. If the recorder were removed while it starts, it would live on where nobody finds
            // it.
            recorder.StopFromAnyStatus(nameof(StopAndRemoveRecorder));
            if (recorder.Status == RecorderStatus.Faulted)
            {
                throw new RecorderStopException(
                    $"Recorder '{key}' was removed without a clean stop: it was Faulted. "
                    + "See the inner exception; its snapshots can still be read.",
                    recorder.LastError);
            }
        }
        finally
        {
            _recorders.Remove(key, recorder);
            RuntimeLog.RecorderRemoved(_logger, key);
        }
    }

    private TRecorder CreateRecorder<TRecorder>(string id, RecorderOptions? options, Func<RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(factory);
        _state.RequireRunning(nameof(CreateRecorder));
        RefuseInsideLoop(nameof(CreateRecorder));

        string key = id.Trim();
        _recorders.Reserve(key);
        try
        {
            TRecorder recorder = _loop.CreateRecorder(key, options, Construct);

            // A shutdown either finds the recorder in the directory, or it has begun and is seen here.
            _state.DoWhileRunning(nameof(CreateRecorder), () => _recorders.Complete(key, recorder));
            RuntimeLog.RecorderCreated(_logger, key);
            return recorder;
        }
        catch (MetricsException error)
        {
            _recorders.Release(key);
            if (Status == RuntimeStatus.Running || error is RuntimeStateException) throw;
            throw _state.Refused(nameof(CreateRecorder), "Running");
        }
        catch
        {
            _recorders.Release(key);
            throw;
        }

        TRecorder Construct(RecorderContext context)
        {
            TRecorder recorder = factory(context);
            if (recorder is not null) _recorders.BeginStart(key, recorder);
            _state.RequireRunning(nameof(CreateRecorder)); // a shutdown that began earlier has not seen the recorder
            return recorder!; // the loop refuses null
        }
    }

    private (string Key, MetricsRecorder Recorder) Find(string member, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _state.RequireRunning(member);
        string key = id.Trim();
        MetricsRecorder? recorder = _recorders.Find(key);
        RuntimeLog.LookedUp(_logger, key, recorder is not null);
        return (key, recorder ?? throw new RecorderNotFoundException(member, key));
    }
}
