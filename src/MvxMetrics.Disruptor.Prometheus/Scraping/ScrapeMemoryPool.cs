namespace MvxMetrics.Disruptor;

/// <summary>
/// Memory of scrapes, used one after the other. Bounded: after a crowd of scrapers so many are kept, the others are left to the
/// collector. Any thread; lock-free.
/// </summary>
internal sealed class ScrapeMemoryPool
{
    private readonly ScrapeMemory?[] _free = new ScrapeMemory?[16];

    /// <summary>Takes one, or makes one: from the first place on, so that few scrapers keep few of them.</summary>
    public ScrapeMemory Rent()
    {
        for (int place = 0; place < _free.Length; place++)
        {
            if (Volatile.Read(ref _free[place]) is not null && Interlocked.Exchange(ref _free[place], null) is { } memory) return memory;
        }

        return new ScrapeMemory();
    }

    /// <summary>Gives one back. One whose deadline has passed is of no more use.</summary>
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
