using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A fraction of whole numbers gives the ranks that decimals give.</summary>
[TestFixture]
internal sealed class PercentileRankTests
{
    private static readonly decimal[] s_odd = [0m, 100m, 99.999999m, 33.333333333333333333333333333m, 0.0000000000000000000000000001m];

    [TestCase(0, 10, 1)]
    [TestCase(50, 10, 5)]
    [TestCase(50, 11, 6)]
    [TestCase(99.9, 1000, 999)]
    [TestCase(99.99, 10_000, 9999)]
    [TestCase(100, 10, 10)]
    [TestCase(100, long.MaxValue, long.MaxValue)]
    [TestCase(1e-13, 3, 1)]
    public void Known_ranks(double percentile, long count, long rank) =>
        new PercentileRank((decimal)percentile).RankIn(count).ShouldBe(rank);

    [Test]
    public void Ranks_are_those_of_decimals_for_every_percentile_and_number_of_values()
    {
        Gen<long> count = Gen.Frequency((2, Gen.Long[1, 100_000_000_000_000]), (1, Gen.Long[1, 1000]));
        Gen<decimal> percentile = Gen.Frequency(
            (2, Gen.Double[0, 100].Select(static v => (decimal)v)),
            (2, Gen.Int[0, 10_000].Select(static v => v / 100m)),
            (1, Gen.Int[0, s_odd.Length - 1].Select(static i => s_odd[i])));
        Gen.Select(count, percentile).Sample(
            static (values, percent) => new PercentileRank(percent).RankIn(values)
                .ShouldBe(HistogramStatistics.RankOf(percent, values), $"{percent} % of {values}"),
            iter: 100_000, threads: 1);
    }

    [Test]
    public void Ranks_of_many_values_are_exact_beyond_what_decimals_hold()
    {
        new PercentileRank(99.9m).RankIn(long.MaxValue).ShouldBe((long)(((Int128)long.MaxValue * 999 / 1000) + 1));
        new PercentileRank(50m).RankIn(long.MaxValue).ShouldBe((long.MaxValue / 2) + 1);
    }
}
