using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Visits the buckets of a histogram once, upwards, for ascending ranks or bounds. It takes many buckets at a time if the next one is far
/// away.
/// </summary>
internal ref struct BucketWalk
{
    private const int Long = 64;
    private const int Short = 8;

    private readonly ReadOnlySpan<long> _buckets;
    private int _next;
    private long _seen;

    /// <summary>Starts before the range in which there are values. It does not look at buckets outside this range.</summary>
    public BucketWalk(ReadOnlySpan<long> buckets, Range range)
    {
        _buckets = buckets[..range.End];
        _next = range.Start.Value;
    }

    /// <summary>The bucket of the value of this rank. Ranks ascend from call to call, up to the number of values.</summary>
    public int BucketOf(long rank)
    {
        ReadOnlySpan<long> buckets = _buckets;
        int next = _next;
        long seen = _seen;
        for (long sum; next + Long <= buckets.Length && seen + (sum = Sum(buckets.Slice(next, Long))) < rank; next += Long) seen += sum;
        for (long sum; next + Short <= buckets.Length && seen + (sum = Sum(buckets.Slice(next, Short))) < rank; next += Short) seen += sum;
        while (seen < rank) seen += buckets[next++];

        _next = next;
        _seen = seen;
        return Math.Max(0, next - 1);
    }

    /// <summary>The number of values in the buckets before this one. Buckets ascend from call to call.</summary>
    public long CountBefore(int bucket)
    {
        ReadOnlySpan<long> buckets = _buckets;
        int end = Math.Min(bucket, buckets.Length);
        if (end <= _next) return _seen;

        int next = _next + ((end - _next) & -Short);
        long seen = _seen + Sum(buckets[_next..next]);
        while (next < end) seen += buckets[next++];
        _next = next;
        _seen = seen;
        return seen;
    }

    // The length is a multiple of eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Sum(ReadOnlySpan<long> stride)
    {
        ref long first = ref MemoryMarshal.GetReference(stride);
        Vector256<long> even = default;
        Vector256<long> odd = default;
        for (int i = 0; i < stride.Length; i += 8)
        {
            even += Vector256.LoadUnsafe(ref first, (nuint)i);
            odd += Vector256.LoadUnsafe(ref first, (nuint)i + 4);
        }

        return Vector256.Sum(even + odd);
    }
}
