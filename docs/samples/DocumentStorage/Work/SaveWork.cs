namespace DocumentStorageSample;

/// <summary>
/// Several threads that save documents, and their own account of what came of it: the metrics are held against this
/// account and against the disk.
/// </summary>
internal sealed class SaveWork
{
    /// <summary>A file: whatever is to be saved below it cannot be written.</summary>
    private const string FileInTheWay = "in-the-way";

    /// <summary>
    /// Documents a thread leaves on the disk; older ones are counted there and cleared away, so that the disk does not fill.
    /// </summary>
    private const int KeptDocuments = 2000;

    private readonly string _folder;
    private readonly DocumentStorage _storage;
    private readonly IReadOnlyList<byte[]> _documents;
    private readonly Thread[] _threads;
    private readonly int _seed;
    private readonly DurationAccount _durations = new();
    private long _attempts;
    private long _emptyIds;
    private long _successes;
    private long _cleared;
    private volatile bool _stop;

    public SaveWork(string folder, DocumentStorage storage, IReadOnlyList<byte[]> documents, int threads, int seed)
    {
        _folder = folder;
        _storage = storage;
        _documents = documents;
        _seed = seed;
        File.WriteAllText(Path.Combine(folder, FileInTheWay), string.Empty);
        _threads = [.. Enumerable.Range(0, threads).Select(index => new Thread(() => Save(index)) { Name = $"saver {index}" })];
    }

    public long Attempts => Volatile.Read(ref _attempts);

    /// <summary>Attempts to save a document without an id.</summary>
    public long EmptyIds => Volatile.Read(ref _emptyIds);

    public long Successes => Volatile.Read(ref _successes);

    /// <summary>How long the successful ones took. Once stopped.</summary>
    public DurationAccount Durations => _durations;

    /// <summary>Documents found on the disk: those that lie there now, and those that lay there when they were cleared away.</summary>
    public long CountFiles() => Directory.EnumerateFiles(_folder).LongCount() - 1 + Volatile.Read(ref _cleared); // less the file in the way

    public void Start()
    {
        foreach (Thread thread in _threads) thread.Start();
    }

    public void Stop()
    {
        _stop = true;
        foreach (Thread thread in _threads) thread.Join();
    }

    private void Save(int thread)
    {
        Random random = new(_seed + thread);
        Queue<string> saved = new();
        DurationAccount durations = new();
        for (int number = 0; !_stop; number++)
        {
            string id = random.Next(10) switch
            {
                0 => string.Empty,
                1 => Path.Combine(FileInTheWay, $"{thread}-{number}.txt"),
                _ => $"{thread}-{number}.txt",
            };
            SaveResult result = _storage.Save(id, _documents[random.Next(_documents.Count)]);
            Interlocked.Increment(ref _attempts);
            if (id.Length == 0) Interlocked.Increment(ref _emptyIds);
            if (result.Outcome == SaveOutcome.Success)
            {
                Interlocked.Increment(ref _successes);
                durations.Add(result.Duration);
                saved.Enqueue(id);
                if (saved.Count > KeptDocuments) Clear(saved.Dequeue());
            }

            if (number % 4 == 3) Thread.Sleep(1); // the pace of the requests
        }

        lock (_durations) _durations.Add(durations);
    }

    private void Clear(string id)
    {
        string file = Path.Combine(_folder, id);
        if (!File.Exists(file)) return; // it will be missing in the report
        File.Delete(file);
        Interlocked.Increment(ref _cleared);
    }
}
