namespace MvxMetrics.Disruptor;

/// <summary>
/// The memory of scrapes, used in turn. The pool has a limit: after many scrapers at the same time it keeps as many as it has places for,
/// and leaves the others to the garbage collector. Any thread; lock-free.
/// </summary>
internal sealed class ScrapeMemoryPool
{
    private readonly ScrapeMemory?[] _free = new ScrapeMemory?[16];

    /// <summary>Takes one, or makes one. It looks from the first place, so few scrapers keep few of them.</summary>
    public ScrapeMemory Rent()
    {
        for (int place = 0; place < _free.Length; place++)
        {
            if (Volatile.Read(ref _free[place]) is not null && Interlocked.Exchange(ref _free[place], null) is { } memory) return memory;
        }

        return new ScrapeMemory();
    }

    /// <summary>Returns one. If its deadline has passed, it is not used again.</summary>
    public void Return(ScrapeMemory memory)
    {
        if (memory.Deadline.TryReset())
        {
            for (int place = 0; place < _free.Length; place++)
            {
                if (Volatile.Read(ref _free[place]) is null && Interlocked.CompareExchange(ref _free[place], memory, null) is null) return;
            }
        }

        memory.Dispose();
    }
}
