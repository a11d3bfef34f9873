namespace MvxMetrics.Disruptor;

/// <summary>
/// Finds a recorder by the place in a record's tag. Look-ups and changes are on the loop's thread only. Places are given out and taken back
/// on any thread, under a lock that the loop's hot path never takes.
/// </summary>
internal sealed class RecorderTable
{
    private readonly Lock _placeLock = new();
    private readonly Queue<int> _freePlaces = new();
    private int _placesGiven;

    /// <summary>Replaced when it grows. The loop's thread only.</summary>
    private Entry[] _entries = new Entry[16];

    /// <summary>All entries, also those without a recorder.</summary>
    public ReadOnlySpan<Entry> Entries => _entries;

    /// <summary>Gives out a place that no event carries. Any thread.</summary>
    public int ReservePlace()
    {
        lock (_placeLock) return _freePlaces.TryDequeue(out int place) ? place : _placesGiven++;
    }

    /// <summary>Frees a place that no event carries any more. The loop's thread.</summary>
    public void FreePlace(int place)
    {
        if (place < _entries.Length) _entries[place] = default;
        lock (_placeLock) _freePlaces.Enqueue(place);
    }

    /// <summary>Routes a place to a pipeline.</summary>
    public void Attach(RecorderPipeline pipeline)
    {
        int place = pipeline.Place;
        if (place >= _entries.Length) Array.Resize(ref _entries, Math.Max(place + 1, _entries.Length * 2));
        _entries[place] = new Entry(pipeline, pipeline.Account);
    }

    /// <summary>
    /// Removes the pipeline, with its recorder and metrics. Its account stays, for events of producers that were held up between reading
    /// the status and storing the event.
    /// </summary>
    public void Detach(RecorderPipeline pipeline)
    {
        if (pipeline.Place < _entries.Length) _entries[pipeline.Place] = new Entry(null, pipeline.Account);
    }

    /// <summary>The entry for a tag.</summary>
    public ref readonly Entry Find(ulong tag) => ref _entries[RecorderKey.PlaceOf(tag)];

    /// <summary>All attached recorders.</summary>
    public List<MetricsRecorder> Recorders()
    {
        List<MetricsRecorder> recorders = [];
        foreach (Entry entry in _entries)
            if (entry.Pipeline is { } pipeline) recorders.Add(pipeline.Recorder);
        return recorders;
    }

    /// <summary>A place: its recorder's pipeline while the recorder takes events, and its account as long as the recorder exists.</summary>
    internal readonly record struct Entry(RecorderPipeline? Pipeline, EventAccount? Account);
}
