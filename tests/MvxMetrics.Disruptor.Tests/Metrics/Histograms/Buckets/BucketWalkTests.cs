using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Strides find the buckets that single steps find.</summary>
[TestFixture]
internal sealed class BucketWalkTests
{
    [Test]
    public void Buckets_of_ascending_ranks_are_those_of_a_walk_in_single_steps()
    {
        Gen<long[]> buckets = Gen.Frequency((3, Gen.Const(0L)), (1, Gen.Long[0, 5]), (1, Gen.Long[0, 1_000_000_000_000])).Array[1, 400];
        Gen.Select(buckets, Gen.Double[0, 1].Array[1, 12]).Sample(
            static (counts, shares) =>
            {
                long total = counts.Sum();
                if (total == 0) return;

                int first = Array.FindIndex(counts, static c => c > 0);
                int end = Array.FindLastIndex(counts, static c => c > 0) + 1;
                long[] surrounded = [.. counts];
                surrounded.AsSpan(0, first).Fill(-1);
                surrounded.AsSpan(end).Fill(long.MaxValue / 100);
                BucketWalk walk = new(surrounded, first..end);
                foreach (double share in shares.Order())
                {
                    long rank = Math.Clamp((long)(total * share), 1, total);
                    walk.BucketOf(rank).ShouldBe(Step(counts, rank), $"rank {rank} of {total}");
                }
            },
            iter: 20_000, threads: 1);
    }

    [Test]
    public void Ascending_bounds_count_what_one_step_at_a_time_counts_and_nothing_beyond_the_range()
    {
        Gen.Select(Gen.Long[0, 50].Array[1, 400], Gen.Int[0, 500].Array[1, 30], Gen.Int[0, 400]).Sample(
            (counts, bounds, start) =>
            {
                int first = Math.Min(start, counts.Length - 1);
                long[] surrounded = [.. counts];
                surrounded.AsSpan(0, first).Fill(-1);
                BucketWalk walk = new(surrounded, first..counts.Length);
                foreach (int bound in bounds.Order())
                {
                    walk.CountBefore(bound).ShouldBe(
                        counts.Skip(first).Take(bound - first).Sum(), $"before {bound}, from {first} of {counts.Length}");
                }
            },
            iter: 20_000, threads: 1);
    }

    private static int Step(long[] counts, long rank)
    {
        int bucket = -1;
        for (long seen = 0; seen < rank;) seen += counts[++bucket];
        return bucket;
    }
}
