using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Options of a histogram: the defaults, the ends of the legal ranges, and what they take.</summary>
[TestFixture]
internal sealed class HistogramOptionsTests
{
    [Test]
    public void The_defaults_are_those_stated()
    {
        HistogramOptions options = HistogramOptions.Valid(null);
        (options.LowestValue, options.HighestValue, options.SignificantDigits, options.OutOfRange)
            .ShouldBe((1, 3_600_000_000_000, 2, OutOfRangePolicy.Count));
        options.Percentiles.ShouldBe([50, 90, 99, 99.9]);
        options.Bounds.ShouldBeEmpty();
        options.Scale.Count.ShouldBe(4562);
    }

    [Test]
    public void What_is_valid_is_a_copy_lists_included()
    {
        double[] percentiles = [10, 20];
        long[] bounds = [1, 2];
        HistogramOptions options = new() { Percentiles = percentiles, Bounds = bounds };
        HistogramOptions valid = HistogramOptions.Valid(options);
        percentiles[0] = 99;
        bounds[0] = 99;
        options.SignificantDigits = 5;
        options.HighestValue = 2;
        valid.Percentiles.ShouldBe([10, 20]);
        valid.Bounds.ShouldBe([1, 2]);
        (valid.SignificantDigits, valid.HighestValue).ShouldBe((2, 3_600_000_000_000));
        options.Percentiles.ShouldBeSameAs(percentiles, "what was handed over is not changed");
    }

    [Test]
    public void The_ends_of_the_ranges_are_legal()
    {
        HistogramOptions.Valid(new() { LowestValue = long.MaxValue / 2, HighestValue = long.MaxValue, SignificantDigits = 5 })
            .Scale.Contains(long.MaxValue).ShouldBeTrue();
        HistogramOptions.Valid(new() { LowestValue = 7, HighestValue = 14, Bounds = [0, 14] }).Bounds.ShouldBe([0, 14]);
        HistogramOptions.Valid(new() { Percentiles = [0, 100], OutOfRange = OutOfRangePolicy.Clamp }).Percentiles.ShouldBe([0, 100]);
        HistogramOptions.Valid(new() { Percentiles = [] }).Percentiles.ShouldBeEmpty();
        double[] percentiles = [.. Enumerable.Range(0, 100).Select(static i => (double)i)];
        HistogramOptions.Valid(new() { Percentiles = percentiles }).Percentiles.ShouldBe(percentiles);
        long[] bounds = [.. Enumerable.Range(0, 1000).Select(static i => (long)i)];
        HistogramOptions.Valid(new() { Bounds = bounds }).Bounds.ShouldBe(bounds);
    }

    [Test]
    public void Beyond_them_an_option_is_refused_by_its_name()
    {
        Refused(new() { LowestValue = 7, HighestValue = 13 }).ShouldBe((nameof(HistogramOptions.HighestValue), 13L));
        Refused(new() { LowestValue = (long.MaxValue / 2) + 1, HighestValue = long.MaxValue })
            .ShouldBe((nameof(HistogramOptions.LowestValue), (long.MaxValue / 2) + 1));
        Refused(new() { SignificantDigits = 6 }).ShouldBe((nameof(HistogramOptions.SignificantDigits), 6));
        Refused(new() { HighestValue = 100, Bounds = [5, 101] }).ShouldBe((nameof(HistogramOptions.Bounds), 101L));
        Refused(new() { Bounds = [5, 5] }).ShouldBe((nameof(HistogramOptions.Bounds), 5L));
        Refused(new() { Percentiles = [5, 5] }).ShouldBe((nameof(HistogramOptions.Percentiles), 5.0));
        Refused(new() { Percentiles = [double.NaN] }).ShouldBe((nameof(HistogramOptions.Percentiles), double.NaN));
        Refused(new() { Bounds = [.. Enumerable.Range(0, 1001).Select(static i => (long)i)] })
            .ShouldBe((nameof(HistogramOptions.Bounds), 1001));
    }

    [Test]
    public void A_metric_may_take_less_than_a_gibibyte_and_is_told_what_to_reduce()
    {
        HistogramOptions options = new();
        options.CellsFor(29_369, "m", "").ShouldBe(29_369 * 4570);
        ArgumentOutOfRangeException error =
            Should.Throw<ArgumentOutOfRangeException>(() => options.CellsFor(29_370, "m", " or the keys"));
        error.ParamName.ShouldBe(nameof(HistogramOptions.SignificantDigits));
        error.Message.ShouldContain("'m' would take 1073767200 bytes");
        error.Message.ShouldContain("Reduce SignificantDigits, HighestValue or the keys.");
        Should.Throw<ArgumentOutOfRangeException>(() => options.CellsFor(int.MaxValue, "m", ""));
    }

    private static (string?, object?) Refused(HistogramOptions options)
    {
        ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(() => HistogramOptions.Valid(options));
        return (error.ParamName, error.ActualValue);
    }
}
