namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Finds the number that was given to a key. It is a table of fixed size, at most half full, with linear probing. A removal moves entries
/// back, so it leaves no gaps. Allocates nothing after construction. The loop's thread.
/// </summary>
internal sealed class KeyIndex
{
    private readonly long[] _keys;
    private readonly int[] _numbersPlusOne;
    private readonly int _shift;

    public KeyIndex(int capacity)
    {
        int bits = 1;
        while (1 << bits < capacity * 2) bits++;
        _keys = new long[1 << bits];
        _numbersPlusOne = new int[1 << bits];
        _shift = 64 - bits;
    }

    /// <summary>Bytes of the table.</summary>
    public long MemoryBytes => _keys.Length * (long)(sizeof(long) + sizeof(int));

    private int Mask => _keys.Length - 1;

    /// <summary>The number of a key, or -1.</summary>
    public int Find(long key) => _numbersPlusOne[PlaceOf(key)] - 1;

    /// <summary>Adds a key that is not there.</summary>
    public void Add(long key, int number)
    {
        int place = PlaceOf(key);
        _keys[place] = key;
        _numbersPlusOne[place] = number + 1;
    }

    /// <summary>Removes a key that is there.</summary>
    public void Remove(long key)
    {
        int gap = PlaceOf(key);
        for (int next = (gap + 1) & Mask; _numbersPlusOne[next] != 0; next = (next + 1) & Mask)
        {
            // An entry may move back to the gap only if its own place is at the gap or before it.
            if (((next - Home(_keys[next])) & Mask) < ((next - gap) & Mask)) continue;
            _keys[gap] = _keys[next];
            _numbersPlusOne[gap] = _numbersPlusOne[next];
            gap = next;
        }

        _numbersPlusOne[gap] = 0;
    }

    private int PlaceOf(long key)
    {
        int place = Home(key);
        while (_numbersPlusOne[place] != 0 && _keys[place] != key) place = (place + 1) & Mask;
        return place;
    }

    // Fibonacci hashing after a fold, so that keys that differ only in their upper half are spread too.
    private int Home(long key)
    {
        ulong bits = (ulong)key;
        return (int)(((bits ^ (bits >> 32)) * 0x9E3779B97F4A7C15UL) >> _shift);
    }
}
