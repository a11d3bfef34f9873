namespace MvxMetrics.Disruptor;

/// <summary>
/// When memory that is used again and again has become too large: after <see cref="Uses"/> uses in a row that each needed
/// less than a quarter of it, it is cut to the most that one of them needed. By counting, not by time: so a use that
/// always needs the same never meets it.
/// </summary>
internal struct ShrinkRule
{
    /// <summary>Small uses in a row that it takes.</summary>
    public const int Uses = 1024;

    private int _smallUses;
    private int _most;

    /// <summary>Counts a use.</summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="needed">What the use needs.</param>
    /// <param name="kept">What is too little to be cut.</param>
    /// <returns>What there shall be from this use on.</returns>
    public int CapacityFor(int capacity, int needed, int kept)
    {
        if (capacity <= kept || needed * 4L >= capacity)
        {
            this = default;
            return Math.Max(capacity, needed);
        }

        _most = Math.Max(_most, needed);
        if (++_smallUses < Uses) return capacity;

        int most = _most;
        this = default;
        return most;
    }
}
