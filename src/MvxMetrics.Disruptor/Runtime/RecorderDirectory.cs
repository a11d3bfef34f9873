using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The recorders of a runtime by id. An id is taken from the moment a creation begins. Any thread.</summary>
internal sealed class RecorderDirectory
{
    /// <summary>A null recorder is one that is being created.</summary>
    private readonly ConcurrentDictionary<string, MetricsRecorder?> _recorders = new(StringComparer.Ordinal);

    /// <summary>Recorders that are constructed and being started, for a shutdown that gives up waiting.</summary>
    private readonly ConcurrentDictionary<string, MetricsRecorder> _starting = new(StringComparer.Ordinal);

    /// <summary>The recorders whose creation is under way.</summary>
    public ICollection<MetricsRecorder> Starting => _starting.Values;

    /// <summary>
    /// The list last made, with the version it was made of. Replaced as a whole, published by release and read with acquire, so
    /// that a list which is seen is complete.
    /// </summary>
    private Listing? _listing;

    /// <summary>Raised by full fence after each change, so a list of a version has everything that was changed before it.</summary>
    private long _version;

    /// <summary>All created recorders, in the order of their ids; the same list as long as they are the same.</summary>
    public IReadOnlyList<KeyValuePair<string, MetricsRecorder>> All
    {
        get
        {
            long version = Volatile.Read(ref _version); // before the recorders: a change meanwhile makes the list an old one
            if (Volatile.Read(ref _listing) is { } listing && listing.Version == version) return listing.Recorders;

            listing = new Listing(version, Array.AsReadOnly<KeyValuePair<string, MetricsRecorder>>(
            [
                .. _recorders.ToArray().Where(static r => r.Value is not null)
                    .Select(static r => KeyValuePair.Create(r.Key, r.Value!))
                    .OrderBy(static r => r.Key, StringComparer.Ordinal),
            ]));
            Volatile.Write(ref _listing, listing);
            return listing.Recorders;
        }
    }

    /// <summary>Takes an id for a creation.</summary>
    public void Reserve(string id)
    {
        if (!_recorders.TryAdd(id, null)) throw new RecorderAlreadyExistsException(id);
    }

    /// <summary>The recorder is constructed, and its creation waits for its start.</summary>
    public void BeginStart(string id, MetricsRecorder recorder) => _starting[id] = recorder;

    /// <summary>The creation succeeded.</summary>
    public void Complete(string id, MetricsRecorder recorder)
    {
        _recorders[id] = recorder;
        Interlocked.Increment(ref _version);
        _starting.TryRemove(id, out _);
    }

    /// <summary>The creation failed: frees the id.</summary>
    public void Release(string id)
    {
        _starting.TryRemove(id, out _);
        _recorders.TryRemove(id, out _);
    }

    /// <summary>Frees an id if this recorder still has it.</summary>
    public void Remove(string id, MetricsRecorder recorder)
    {
        if (_recorders.TryRemove(new KeyValuePair<string, MetricsRecorder?>(id, recorder))) Interlocked.Increment(ref _version);
    }

    /// <summary>Finds a created recorder.</summary>
    public MetricsRecorder? Find(string id) => _recorders.GetValueOrDefault(id);

    private sealed record Listing(long Version, IReadOnlyList<KeyValuePair<string, MetricsRecorder>> Recorders);
}
