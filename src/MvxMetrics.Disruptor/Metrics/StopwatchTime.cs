using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Converts differences of raw <see cref="Stopwatch"/> timestamps to nanoseconds. Any thread. Allocates nothing.</summary>
/// <example><code>StopwatchTime.ToNanoseconds(Stopwatch.GetTimestamp() - started)</code></example>
public static class StopwatchTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// Converts ticks to nanoseconds, rounded towards zero. It is exact if the frequency is 1 GHz (Linux, macOS) or divides it (Windows). A
    /// result outside the range of a long becomes the end of that range. It never throws.
    /// </summary>
    /// <param name="ticks">The difference of two timestamps; may be negative.</param>
    public static long ToNanoseconds(long ticks) =>
        Stopwatch.Frequency == NanosecondsPerSecond ? ticks : ToNanoseconds(ticks, Stopwatch.Frequency); // a constant in optimized code

    /// <summary>The same for any frequency.</summary>
    internal static long ToNanoseconds(long ticks, long frequency)
    {
        if (Math.Abs((double)ticks) < long.MaxValue / NanosecondsPerSecond) return ticks * NanosecondsPerSecond / frequency;
        return Saturated((Int128)ticks * NanosecondsPerSecond / frequency);
    }

    /// <summary>The nanoseconds between two timestamps; negative if the second one is earlier.</summary>
    internal static long Between(long start, long end)
    {
        long ticks = end - start;
        bool hasOverflowed = ((end ^ start) & (end ^ ticks)) < 0;
        return ToNanoseconds(!hasOverflowed ? ticks : end < start ? long.MinValue : long.MaxValue);
    }

    /// <summary>Replaces each start by the nanoseconds from it to its end, as <see cref="Between(long, long)"/> does.</summary>
    internal static void Between(Span<long> starts, ReadOnlySpan<long> ends)
    {
        int i = 0;
        if (Stopwatch.Frequency == NanosecondsPerSecond)
        {
            ref long start = ref MemoryMarshal.GetReference(starts);
            ref long end = ref MemoryMarshal.GetReference(ends);
            for (; i <= Math.Min(starts.Length, ends.Length) - Vector<long>.Count; i += Vector<long>.Count)
            {
                Vector<long> from = Vector.LoadUnsafe(ref start, (nuint)i);
                Vector<long> to = Vector.LoadUnsafe(ref end, (nuint)i);
                Vector<long> ticks = to - from;
                if (Vector.LessThanAny((to ^ from) & (to ^ ticks), Vector<long>.Zero)) break; // one has overflowed
                ticks.StoreUnsafe(ref start, (nuint)i);
            }
        }

        for (; i < starts.Length; i++) starts[i] = Between(starts[i], ends[i]);
    }

    private static long Saturated(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}
