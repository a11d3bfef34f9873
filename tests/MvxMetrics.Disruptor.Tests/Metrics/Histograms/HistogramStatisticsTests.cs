using System.Numerics;
using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What buckets tell: ranks, values at them, counts below a value, and the deviation.</summary>
[TestFixture]
internal sealed class HistogramStatisticsTests
{
    private static readonly HistogramScale s_scale = new(1, 1000, 2);

    [Test]
    public void Ranks_are_those_of_whole_numbers_of_any_length() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000_000], Gen.Int[13, 20], Gen.Long[1, long.MaxValue]).Sample(static (digits, scale, count) =>
        {
            decimal percentile = new((int)digits, (int)(digits >> 32), 0, false, (byte)scale);
            BigInteger whole = 100 * BigInteger.Pow(10, scale);
            BigInteger rank = ((digits * (BigInteger)count) + whole - 1) / whole;
            HistogramStatistics.RankOf(percentile, count).ShouldBe((long)BigInteger.Max(1, rank), $"{percentile} % of {count}");
        }, iter: 20_000, threads: 1);

    [TestCase(0, 10, 1)]
    [TestCase(10, 10, 1)]
    [TestCase(10.1, 10, 2)]
    [TestCase(99.9, 1000, 999)]
    [TestCase(100, 10, 10)]
    [TestCase(100, long.MaxValue, long.MaxValue)]
    [TestCase(50, 0, 1)]
    public void Known_ranks(double percentile, long count, long rank) =>
        HistogramStatistics.RankOf((decimal)percentile, count).ShouldBe(rank);

    [TestCase(0, 3)]
    [TestCase(25, 3)]
    [TestCase(26, 301)]
    [TestCase(50, 301)]
    [TestCase(51, 700)]
    [TestCase(100, 700)]
    public void The_value_at_a_percentile_is_the_highest_of_its_bucket_within_the_extremes(double percentile, long value)
    {
        // The bucket of 300 ends at 301, that of 700 at 703.
        long[] row = HistogramRows.Of(s_scale, 3, 300, 700, 700);
        HistogramStatistics.ValueAt(in s_scale, HistogramRows.StateOf(row), Buckets(row), (decimal)percentile).ShouldBe(value);
    }

    [Test]
    public void A_value_is_shown_within_the_smallest_and_the_largest()
    {
        HistogramState state = HistogramRows.StateOf(HistogramRows.Of(s_scale, 300, 701));
        HistogramStatistics.ShownValue(in s_scale, in state, s_scale.IndexOf(701)).ShouldBe(701, "and not 703");
        HistogramStatistics.ShownValue(in s_scale, in state, s_scale.IndexOf(300)).ShouldBe(301);
        HistogramStatistics.ShownValue(in s_scale, in state, 0).ShouldBe(300);
        HistogramStatistics.ValueAt(in s_scale, default, new long[s_scale.Count], 50).ShouldBe(0);
    }

    [Test]
    public void Counts_take_the_whole_bucket_and_one_walk_finds_what_single_questions_find()
    {
        long[] row = HistogramRows.Of(s_scale, 0, 5, 301, 301, 999, 1000);
        HistogramState state = HistogramRows.StateOf(row);
        long[] bounds = [long.MinValue, -1, 0, 4, 5, 299, 300, 301, 302, 998, 1000, 1001, long.MaxValue];
        long[] expected = [0, 0, 1, 1, 2, 2, 4, 4, 4, 5, 6, 6, 6];
        long[] counts = new long[bounds.Length];
        HistogramStatistics.CountAtOrBelow(in s_scale, in state, Buckets(row), bounds, counts);
        counts.ShouldBe(expected);
        bounds.Select(b => HistogramStatistics.CountAtOrBelow(in s_scale, in state, Buckets(row), b)).ShouldBe(expected);
    }

    [Test]
    public void The_deviation_is_exact_where_buckets_are_one_unit_wide_and_as_near_as_the_middle_elsewhere()
    {
        Deviation(2, 4, 4, 4, 5, 5, 7, 9).ShouldBe(2);
        Deviation(700, 700, 700).ShouldBe(0, "the middle is 702, but no value lies beyond the largest");
        Deviation(500, 900).ShouldBe(200, 2);
        Deviation().ShouldBe(0);

        static double Deviation(params long[] values)
        {
            long[] row = HistogramRows.Of(s_scale, values);
            return HistogramStatistics.StandardDeviation(in s_scale, HistogramRows.StateOf(row), Buckets(row));
        }
    }

    private static ReadOnlySpan<long> Buckets(long[] row) => HistogramRow.BucketsOf((ReadOnlySpan<long>)row);
}
