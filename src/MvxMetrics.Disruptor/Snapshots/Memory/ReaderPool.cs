namespace MvxMetrics.Disruptor;

/// <summary>
/// Things that readers of the whole process use in turn: a reader takes one and returns it. So the pool has as many as there are readers at
/// the same time, not as many as there are threads. Any thread finds a warm one, and a reader inside a reader takes another one. The pool
/// has a limit: what does not fit is left to the garbage collector. Any thread; lock-free.
/// </summary>
/// <typeparam name="T">The type of the things.</typeparam>
internal sealed class ReaderPool<T>
    where T : class, new()
{
    /// <summary>
    /// Each thing is in its place while nobody uses it. It is taken by exchange and returned by compare-and-swap. Both are full fences:
    /// everything that its last user did with it comes before its next user. Litmus: reader-pool, BROKEN_TAKE_EXCHANGE, BROKEN_TAKE_FENCE,
    /// BROKEN_RETURN_CAS, BROKEN_RETURN_FENCE.
    /// </summary>
    private readonly T?[] _free;

    /// <summary>The number of things made so far. Any thread; fetch-add.</summary>
    private int _made;

    /// <summary>Creates an empty pool, for more readers at the same time than there are processors.</summary>
    public ReaderPool()
        : this(Math.Clamp(2 * Environment.ProcessorCount, 8, 32))
    {
    }

    /// <summary>Creates an empty pool.</summary>
    public ReaderPool(int capacity) => _free = new T?[capacity];

    /// <summary>The most things that it keeps.</summary>
    public int Capacity => _free.Length;

    /// <summary>The number of things that nobody uses now.</summary>
    public int Free => _free.Count(static thing => thing is not null);

    /// <summary>Takes a thing, or makes one. It always looks from the first place, so few readers keep few things warm.</summary>
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

    // To its own place first: so readers inside readers find at each depth what was used there before.
    private void Return(T thing, int place)
    {
        for (int tried = 0; tried < _free.Length; tried++, place = (place + 1) % _free.Length)
        {
            if (Volatile.Read(ref _free[place]) is null && Interlocked.CompareExchange(ref _free[place], thing, null) is null) return;
        }
    }

    /// <summary>A thing in use. Dispose it once to return it. Do not dispose it if somebody may still write to the thing.</summary>
    public readonly ref struct Lease(ReaderPool<T> pool, T thing, int place)
    {
        public T Value => thing;

        public void Dispose() => pool.Return(thing, place);
    }
}
