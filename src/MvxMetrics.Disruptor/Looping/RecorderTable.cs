namespace MvxMetrics.Disruptor;

/// <summary>
/// Finds a recorder by the key in a slot's tag. Look-ups and changes on the loop's thread only; keys are given out and
/// taken back on any thread, under a lock that the loop's hot path never takes.
/// </summary>
internal sealed class RecorderTable
{
    private readonly Lock _keyLock = new();
    private readonly Queue<RecorderKey> _freeKeys = new();
    private int _keysGiven;

    /// <summary>Replaced when it grows. The loop's thread only.</summary>
    private Entry[] _entries = new Entry[16];

    /// <summary>A key that no event carries yet. Any thread.</summary>
    public RecorderKey ReserveKey()
    {
        lock (_keyLock)
        {
            if (_freeKeys.TryDequeue(out RecorderKey key)) return key;
            if (_keysGiven < 1 << RecorderKey.IndexBits) return new RecorderKey(_keysGiven++, 0);
        }

        throw new MetricsException(
            $"No recorder can be added: this loop already has {1 << RecorderKey.IndexBits}. Remove recorders, or use a second runtime.");
    }

    /// <summary>Takes a key back, to be given away again as the next generation; the last generation retires its place. Any thread.</summary>
    public void ReturnKey(RecorderKey key)
    {
        if (key.Generation + 1 >= 1 << RecorderKey.GenerationBits) return;
        lock (_keyLock) _freeKeys.Enqueue(key with { Generation = key.Generation + 1 });
    }

    /// <summary>Routes a key to a pipeline.</summary>
    public void Attach(RecorderPipeline pipeline)
    {
        RecorderKey key = pipeline.Key;
        if (key.Index >= _entries.Length)
            Array.Resize(ref _entries, Math.Max(key.Index + 1, _entries.Length * 2));
        _entries[key.Index] = new Entry { Generation = key.Generation, Pipeline = pipeline, Account = pipeline.Account };
    }

    /// <summary>
    /// Forgets the pipeline, with its recorder and metrics. Its account stays until the place is given away again, for
    /// an event whose producer was held up between its look at the status and its store.
    /// </summary>
    public void Detach(RecorderPipeline pipeline)
    {
        RecorderKey key = pipeline.Key;
        if (key.Index >= _entries.Length) return;

        ref Entry entry = ref _entries[key.Index];
        if (!ReferenceEquals(entry.Pipeline, pipeline)) return;
        entry.Pipeline = null;
        ReturnKey(key);
    }

    /// <summary>The pipeline for a tag, or null and, if it is still known, the account of the recorder that was removed.</summary>
    public RecorderPipeline? Find(ulong tag, out EventAccount? removed)
    {
        RecorderKey key = RecorderKey.FromTag(tag);
        removed = null;
        if ((uint)key.Index >= (uint)_entries.Length) return null;

        ref Entry entry = ref _entries[key.Index];
        if (entry.Generation != key.Generation) return null;
        if (entry.Pipeline is null) removed = entry.Account;
        return entry.Pipeline;
    }

    /// <summary>All attached pipelines.</summary>
    public List<RecorderPipeline> Attached()
    {
        List<RecorderPipeline> attached = [];
        foreach (Entry entry in _entries)
            if (entry.Pipeline is { } pipeline) attached.Add(pipeline);
        return attached;
    }

    private struct Entry
    {
        public int Generation;
        public RecorderPipeline? Pipeline;
        public EventAccount? Account;
    }
}
