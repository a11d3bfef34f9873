using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>The sum and the extremes of the values of a run, with several values in one instruction.</summary>
/// <param name="Sum">Their sum. It means nothing if it is outside the range of a long.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct Spread(long Sum, long Min, long Max)
{
    /// <summary>If no value is larger than this, the values of a run have a sum of less than 2^62.</summary>
    public const long MaxForSum = (1L << 56) - 1;

    /// <summary>Of values; one at least.</summary>
    public static Spread Of(ReadOnlySpan<long> values)
    {
        ref long first = ref MemoryMarshal.GetReference(values);
        long sum = 0;
        long min = long.MaxValue;
        long max = long.MinValue;
        int i = 0;
        if (values.Length >= Vector<long>.Count)
        {
            Vector<long> sums = Vector<long>.Zero;
            Vector<long> minima = new(long.MaxValue);
            Vector<long> maxima = new(long.MinValue);
            for (; i <= values.Length - Vector<long>.Count; i += Vector<long>.Count)
            {
                Vector<long> some = Vector.LoadUnsafe(ref first, (nuint)i);
                sums += some;
                minima = Vector.Min(minima, some);
                maxima = Vector.Max(maxima, some);
            }

            sum = Vector.Sum(sums);
            for (int lane = 0; lane < Vector<long>.Count; lane++)
            {
                min = Math.Min(min, minima[lane]);
                max = Math.Max(max, maxima[lane]);
            }
        }

        for (; i < values.Length; i++)
        {
            long value = Unsafe.Add(ref first, i);
            sum += value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return new Spread(sum, min, max);
    }
}
