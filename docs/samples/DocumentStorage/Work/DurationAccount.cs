namespace DocumentStorageSample;

/// <summary>
/// How often each duration came: exact, like a sorted list of them, but after hours hardly larger than after a minute.
/// One thread at a time.
/// </summary>
internal sealed class DurationAccount
{
    private readonly Dictionary<TimeSpan, long> _counts = [];

    public void Add(TimeSpan duration) => Add(duration, 1);

    public void Add(DurationAccount other)
    {
        foreach ((TimeSpan duration, long count) in other._counts) Add(duration, count);
    }

    /// <summary>The durations, shortest first, and how often each came.</summary>
    public IReadOnlyList<(TimeSpan Duration, long Count)> ToSorted() =>
        [.. _counts.OrderBy(static d => d.Key).Select(static d => (d.Key, d.Value))];

    private void Add(TimeSpan duration, long count) => _counts[duration] = _counts.GetValueOrDefault(duration) + count;
}
