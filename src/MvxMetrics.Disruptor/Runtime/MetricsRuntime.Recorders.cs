using System.Diagnostics.CodeAnalysis;

namespace MvxMetrics.Disruptor;

/// <content>The recorders of the runtime.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>Creates a recorder and starts it.</summary>
    /// <param name="id">Its id in this runtime, and its entity id unless the options say otherwise. Trimmed; not blank.</param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <returns>A Running recorder.</returns>
    /// <exception cref="ArgumentException">The id is null or blank, or an option has a bad value.</exception>
    /// <exception cref="RecorderAlreadyExistsException">The id is taken.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public MetricsRecorder CreateRecorder(string id, RecorderOptions? options = null) =>
        CreateRecorder(id, options, static context => new MetricsRecorder(context));

    /// <summary>Creates a recorder of a class of its own and starts it.</summary>
    /// <typeparam name="TRecorder">The class.</typeparam>
    /// <param name="id">Its id in this runtime, and its entity id unless its options say otherwise. Trimmed; not blank.</param>
    /// <param name="factory">Constructs the recorder, with the context it is given.</param>
    /// <returns>A Running recorder.</returns>
    /// <exception cref="ArgumentException">The id is null or blank, the factory is null, or what it made does not belong here.</exception>
    /// <exception cref="RecorderAlreadyExistsException">The id is taken.</exception>
    /// <exception cref="RecorderStartException">The recorder's starting hook failed. Nothing stays registered, the id is free.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public TRecorder CreateRecorder<TRecorder>(string id, Func<RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder => CreateRecorder(id, null, factory);

    /// <summary>The recorder with an id.</summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RecorderNotFoundException">There is none.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    public MetricsRecorder GetRecorder(string id) => Find(nameof(GetRecorder), id).Recorder;

    /// <summary>The recorder with an id, if there is one.</summary>
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
    /// Stops a recorder, which applies what it accepted; it stays registered and readable. Does nothing when it has stopped.
    /// </summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RecorderNotFoundException">There is none.</exception>
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
            // as asked
        }
    }

    /// <summary>
    /// Stops a recorder and removes it: also when its stop fails, which is then reported. Lets a start under way end first.
    /// </summary>
    /// <param name="id">Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="RecorderNotFoundException">There is none.</exception>
    /// <exception cref="RecorderStopException">The recorder was removed, but had faulted or failed to stop cleanly.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public void StopAndRemoveRecorder(string id)
    {
        RefuseInsideLoop(nameof(StopAndRemoveRecorder));
        (string key, MetricsRecorder recorder) = Find(nameof(StopAndRemoveRecorder), id);
        try
        {
            // Also a start under way: removed while it starts, the recorder would live on where nobody finds it.
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

            // A shutdown either finds the recorder in the directory, or has begun and is seen here.
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
            _state.RequireRunning(nameof(CreateRecorder)); // a shutdown that began before this line has not seen the recorder
            return recorder!; // null is refused by the loop
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
