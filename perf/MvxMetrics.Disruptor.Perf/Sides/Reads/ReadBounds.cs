namespace MvxMetrics.Disruptor.Perf;

/// <summary>The bounds that both sides show: 15, doubling, around the values that are recorded.</summary>
internal static class ReadBounds
{
    public static long[] Values { get; } = [.. Enumerable.Range(0, 15).Select(static i => 100L << i)];
}
