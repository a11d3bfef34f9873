namespace MvxMetrics.Disruptor;

/// <summary>
/// Decides when reused memory is too large. After <see cref="Uses"/> uses in a row that each needed less than a quarter of it, it is cut to
/// the most that one of them needed. The rule counts uses, not time: so it never cuts the memory of uses that always need the same.
/// </summary>
internal struct ShrinkRule
{
    /// <summary>The number of small uses in a row before a cut.</summary>
    public const int Uses = 1024;

    private int _smallUses;
    private int _most;

    /// <summary>Counts a use.</summary>
    /// <param name="capacity">The present capacity.</param>
    /// <param name="needed">What the use needs.</param>
    /// <param name="kept">A capacity up to this one is never cut.</param>
    /// <returns>The capacity from this use on.</returns>
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
