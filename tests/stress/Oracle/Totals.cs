namespace MvxMetrics.Disruptor.StressTests;

/// <summary>What a soak has done, so that "nothing found" says how much was looked at.</summary>
internal sealed class Totals
{
    private readonly int[] _endings = new int[Enum.GetValues<Ending>().Length];
    private RuntimeStatistics _books;
    private long _recorders;
    private long _faults;
    private long _arenas;
    private long _restarts;
    private long _reads;

    public void CountRestart() => Interlocked.Increment(ref _restarts);

    public void CountReads(int reads) => Interlocked.Add(ref _reads, reads);

    public void CountEnding(Ending ending) => _endings[(int)ending]++;

    public void Add(Arena arena)
    {
        RuntimeStatistics books = arena.Statistics;
        _books = _books with
        {
            Accepted = _books.Accepted + books.Accepted,
            Processed = _books.Processed + books.Processed,
            Discarded = _books.Discarded + books.Discarded,
            Dropped = _books.Dropped + books.Dropped,
            WakeUps = _books.WakeUps + books.WakeUps,
            SharedLaneEvents = _books.SharedLaneEvents + books.SharedLaneEvents,
        };
        _arenas++;
        _recorders += arena.All.Count();
        _faults += arena.All.Count(
            static s => s.Recorder.LastError is MetricFaultedException or RecorderStartException or RecorderStopException);
    }

    public override string ToString() =>
        $"attempted {_books.Attempted}, accepted {_books.Accepted} ({_books.SharedLaneEvents} through shared lanes), "
        + $"processed {_books.Processed}, "
        + $"discarded {_books.Discarded}, left behind {_books.Pending}; {_arenas} loops, {_books.WakeUps} wake-ups, "
        + $"{_recorders} recorders, {_restarts} restarts, "
        + $"{_faults} faults, {_reads} reads; ended {string.Join(", ", Enum.GetValues<Ending>().Select(e => $"{e} {_endings[(int)e]}"))}";
}
