using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Differences of raw <see cref="Stopwatch"/> timestamps in nanoseconds. Any thread; 0 bytes.</summary>
/// <example><code>StopwatchTime.ToNanoseconds(Stopwatch.GetTimestamp() - started)</code></example>
public static class StopwatchTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// Ticks in nanoseconds, rounded towards zero; exact where the frequency is 1 GHz (Linux, macOS) or divides it (Windows).
    /// What no long can show stays at the largest or smallest one. Never throws.
    /// </summary>
    /// <param name="ticks">A difference of two timestamps; may be negative.</param>
    public static long ToNanoseconds(long ticks) =>
        Stopwatch.Frequency == NanosecondsPerSecond ? ticks : ToNanoseconds(ticks, Stopwatch.Frequency); // a constant in optimized code

    /// <summary>The same for any frequency.</summary>
    internal static long ToNanoseconds(long ticks, long frequency)
    {
        if (Math.Abs((double)ticks) < long.MaxValue / NanosecondsPerSecond) return ticks * NanosecondsPerSecond / frequency;
        return Saturated((Int128)ticks * NanosecondsPerSecond / frequency);
    }

    /// <summary>Nanoseconds between two timestamps; negative when the second one is earlier.</summary>
    internal static long Between(long start, long end)
    {
        long ticks = end - start;
        bool hasOverflowed = ((end ^ start) & (end ^ ticks)) < 0;
        return ToNanoseconds(!hasOverflowed ? ticks : end < start ? long.MinValue : long.MaxValue);
    }

    /// <summary>Turns starts into the nanoseconds from there to the ends: <see cref="Between(long, long)"/> of each.</summary>
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
