using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The recorders of a runtime by id. An id is taken from the moment a creation begins. Any thread.</summary>
internal sealed class RecorderDirectory
{
    /// <summary>A null recorder is one that is being created.</summary>
    private readonly ConcurrentDictionary<string, MetricsRecorder?> _recorders = new(StringComparer.Ordinal);

    /// <summary>All created recorders, in the order of their ids.</summary>
    public IReadOnlyList<KeyValuePair<string, MetricsRecorder>> All =>
    [
        .. _recorders.ToArray().Where(static r => r.Value is not null)
            .Select(static r => KeyValuePair.Create(r.Key, r.Value!))
            .OrderBy(static r => r.Key, StringComparer.Ordinal),
    ];

    /// <summary>Takes an id for a creation.</summary>
    public void Reserve(string id)
    {
        if (!_recorders.TryAdd(id, null)) throw new RecorderAlreadyExistsException(id);
    }

    /// <summary>The creation succeeded.</summary>
    public void Complete(string id, MetricsRecorder recorder) => _recorders[id] = recorder;

    /// <summary>Frees an id.</summary>
    public void Release(string id) => _recorders.TryRemove(id, out _);

    /// <summary>Frees an id if this recorder still has it.</summary>
    public void Remove(string id, MetricsRecorder recorder) =>
        _recorders.TryRemove(new KeyValuePair<string, MetricsRecorder?>(id, recorder));

    /// <summary>Finds a created recorder.</summary>
    public MetricsRecorder? Find(string id) => _recorders.GetValueOrDefault(id);
}
