namespace MvxMetrics.Disruptor;

/// <summary>
/// Things that readers use one after the other, in the whole process: a reader takes one, and gives it back. So their
/// number goes by the readers at once, not by the threads, any thread finds a warm one, and a reader inside a reader takes
/// another one. Bounded: what does not fit is left to the collector. Any thread; lock-free.
/// </summary>
/// <typeparam name="T">A thing.</typeparam>
internal sealed class ReaderPool<T>
    where T : class, new()
{
    /// <summary>
    /// Each thing in its place while nobody uses it. Taken by exchange, given back by compare-and-swap, which are full
    /// fences: whatever its last user did with it comes before its next one. Litmus: reader-pool, BROKEN_TAKE_EXCHANGE,
    /// BROKEN_TAKE_FENCE, BROKEN_RETURN_CAS, BROKEN_RETURN_FENCE.
    /// </summary>
    private readonly T?[] _free;

    /// <summary>Things made so far. Any thread; fetch-add.</summary>
    private int _made;

    /// <summary>Creates an empty pool for more readers at once than there are processors.</summary>
    public ReaderPool()
        : this(Math.Clamp(2 * Environment.ProcessorCount, 8, 32))
    {
    }

    /// <summary>Creates an empty pool.</summary>
    public ReaderPool(int capacity) => _free = new T?[capacity];

    /// <summary>Things that it keeps at most.</summary>
    public int Capacity => _free.Length;

    /// <summary>Things that nobody uses now.</summary>
    public int Free => _free.Count(static thing => thing is not null);

    /// <summary>Takes a thing, or makes one. Always from the first place on, so that few readers keep few things warm.</summary>
    public Lease Rent()
    {
        for (int place = 0; place < _free.Length; place++)
        {
            if (Volatile.Read(ref _free[place]) is not null && Interlocked.Exchange(ref _free[place], null) is { } thing)
                return new Lease(this, thing, place);
        }

        uint made = (uint)Interlocked.Increment(ref _made) - 1;
        return new Lease(this, new T(), (int)(made % (uint)_free.Length));
    }

    // To its own place first: readers inside readers then find at each depth what was used there before.
    private void Return(T thing, int place)
    {
        for (int tried = 0; tried < _free.Length; tried++, place = (place + 1) % _free.Length)
        {
            if (Volatile.Read(ref _free[place]) is null && Interlocked.CompareExchange(ref _free[place], thing, null) is null) return;
        }
    }

    /// <summary>A thing in use. Dispose it once to give it back; never, when somebody may still write to it.</summary>
    public readonly ref struct Lease(ReaderPool<T> pool, T thing, int place)
    {
        public T Value => thing;

        public void Dispose() => pool.Return(thing, place);
    }
}
