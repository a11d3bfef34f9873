using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The recorders of a runtime by id. An id is in use from the moment when a creation begins. Any thread.</summary>
internal sealed class RecorderDirectory
{
    /// <summary>A null value is a recorder that is being created.</summary>
    private readonly ConcurrentDictionary<string, MetricsRecorder?> _recorders = new(StringComparer.Ordinal);

    /// <summary>Recorders that are constructed and being started. A shutdown that gives up waiting needs them.</summary>
    private readonly ConcurrentDictionary<string, MetricsRecorder> _starting = new(StringComparer.Ordinal);

    /// <summary>The recorders whose creation is under way.</summary>
    public ICollection<MetricsRecorder> Starting => _starting.Values;

    /// <summary>
    /// The last list, and the version of the recorders from which it was made. Replaced as a whole, published with release and read with
    /// acquire: so a reader that sees a list sees all of it.
    /// </summary>
    private Listing? _listing;

    /// <summary>Raised with a full fence after each change. So the list of a version has every change made before it.</summary>
    private long _version;

    /// <summary>
    /// All created recorders, in the order of their ids. The property returns the same list while the recorders are the same.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, MetricsRecorder>> All
    {
        get
        {
            long version = Volatile.Read(ref _version); // before the recorders: a change after this line makes the list out of date
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

    /// <summary>The recorder is constructed. Its creation waits for its start.</summary>
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
