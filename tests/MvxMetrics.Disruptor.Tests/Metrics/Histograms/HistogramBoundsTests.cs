using System.Globalization;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Bounds for exported histograms: the ladder, and the bounds in the names of dimensions.</summary>
[TestFixture]
internal sealed class HistogramBoundsTests
{
    [TestCase(long.MinValue, new long[0])]
    [TestCase(0, new long[0])]
    [TestCase(1, new long[] { 1 })]
    [TestCase(2, new long[] { 1, 2 })]
    [TestCase(4, new long[] { 1, 2 })]
    [TestCase(99, new long[] { 1, 2, 5, 10, 20, 50 })]
    [TestCase(100, new long[] { 1, 2, 5, 10, 20, 50, 100 })]
    public void A_ladder_goes_as_far_as_the_highest_value(long highest, long[] bounds) =>
        HistogramBounds.Ladder(highest).ShouldBe(bounds);

    [Test]
    public void The_longest_ladder_ends_at_five_quintillions()
    {
        long[] bounds = HistogramBounds.Ladder(long.MaxValue);
        bounds.Length.ShouldBe(3 * 19);
        bounds[^3..].ShouldBe([1_000_000_000_000_000_000, 2_000_000_000_000_000_000, 5_000_000_000_000_000_000]);
        for (int i = 1; i < bounds.Length; i++) bounds[i].ShouldBeGreaterThan(bounds[i - 1]);
    }

    [TestCase("le_0", 0)]
    [TestCase("le_1000", 1000)]
    [TestCase("le_007", 7)]
    [TestCase("le_9223372036854775807", long.MaxValue)]
    public void A_bound_is_read_back_from_the_name_of_its_dimension(string dimension, long bound)
    {
        HistogramBounds.TryParse(dimension, out long parsed).ShouldBeTrue();
        parsed.ShouldBe(bound);
    }

    [TestCase("")]
    [TestCase("le_")]
    [TestCase("le_-1")]
    [TestCase("le_+1")]
    [TestCase("le_ 1")]
    [TestCase("le_1 ")]
    [TestCase("le_1,000")]
    [TestCase("le_1.5")]
    [TestCase("le_1e3")]
    [TestCase("le_9223372036854775808")]
    [TestCase("le_99999999999999999999")]
    [TestCase("LE_1")]
    [TestCase("le1")]
    [TestCase("key.le_1")]
    [TestCase("p50")]
    [TestCase("count")]
    public void Any_other_name_has_no_bound(string dimension)
    {
        HistogramBounds.TryParse(dimension, out long bound).ShouldBeFalse();
        bound.ShouldBe(0);
    }

    [Test]
    public void No_name_is_refused() =>
        Should.Throw<ArgumentNullException>(static () => HistogramBounds.TryParse(null!, out _)).ParamName.ShouldBe("dimension");

    [Test]
    public void A_histograms_own_bounds_are_those_that_its_snapshot_names()
    {
        long[] bounds = HistogramBounds.Ladder(3_600_000_000_000);
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value, options: new HistogramOptions { Bounds = bounds });
        List<long> parsed = [];
        foreach (string dimension in histogram.Snapshot().Dimensions.Keys)
            if (HistogramBounds.TryParse(dimension, out long bound)) parsed.Add(bound);
        parsed.ShouldBe(bounds);
    }

    [Test]
    public void Reading_a_bound_allocates_nothing() => Allocations.Least(static () =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) _ = HistogramBounds.TryParse("le_123456", out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }).ShouldBe(0);

    [Test]
    public void Names_are_the_same_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "minus ";
        CultureInfo.CurrentCulture = odd;
        try
        {
            HistogramBounds.NameOf(-1000).ShouldBe("le_-1000");
            HistogramBounds.TryParse("le_minus 1", out _).ShouldBeFalse();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
