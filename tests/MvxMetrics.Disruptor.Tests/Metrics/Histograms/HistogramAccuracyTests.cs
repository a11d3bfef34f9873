using System.Globalization;
using System.Numerics;
using CsCheck;
using HdrHistogram;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Against an exact sort and against HdrHistogram: every percentile within the promised error of the one, the same bucket as the other.
/// </summary>
[TestFixture]
internal sealed class HistogramAccuracyTests
{
    private const long Quadrillion = 1_000_000_000_000_000;

    private static readonly double[] s_fine = [0, 0.001, 0.1, 12.5, 33.3, 66.67, 99.5, 99.9, 99.95, 99.99, 99.999, 99.9999, 100];

    private static IEnumerable<double> Percentiles => s_fine.Concat(Enumerable.Range(0, 101).Select(static p => (double)p));

    [TestCaseSource(typeof(HistogramSamples), nameof(HistogramSamples.Shapes))]
    public void Every_percentile_is_as_close_to_the_sorted_values_as_promised(long[] values)
    {
        TestContext.Out.WriteLine($"seed {HistogramSamples.Seed}");
        foreach (int digits in (int[])[1, 2, 3, 4, 5]) ShouldAgree(values, digits);
    }

    [Test]
    public void Durations_of_the_DocumentStorage_samples_saves_are_as_close_as_promised()
    {
        long[] values = HistogramSamples.DocumentSaves(atLeast: 3000);
        TestContext.Out.WriteLine(
            $"{values.Length} saves with seed {HistogramSamples.Seed}, {values[0]} to {values[^1]} ns, mean {values.Average():0} ns");
        values.Length.ShouldBeGreaterThanOrEqualTo(3000);
        foreach (int digits in (int[])[1, 2, 3]) ShouldAgree(values, digits);
    }

    // The example that explains HdrHistogram's correction for coordinated omission, without and with the correction.
    [Test]
    public void Ten_thousand_milliseconds_and_one_of_a_hundred_seconds_are_what_HdrHistogram_publishes()
    {
        Histogram<Tick> raw = New(3, 3_600_000_000);
        for (int i = 0; i < 10_000; i++) raw.HandleEvent(new Tick(1000));
        raw.HandleEvent(new Tick(100_000_000));

        HistogramReading reading = Read(raw);
        (reading.Count, reading.Sum, reading.Min).ShouldBe((10_001, 110_000_000, 1000));
        reading.Mean.ShouldBe(((10_000 * 1000.0) + 100_000_000) / 10_001);
        foreach (double percentile in (double[])[30, 50, 90, 99, 99.99]) reading.ValueAtPercentile(percentile).ShouldBe(1000);
        reading.ValueAtPercentile(99.999).ShouldBe(100_000_000);
        reading.ValueAtPercentile(100).ShouldBe(100_000_000);
        reading.Max.ShouldBe(100_000_000);
        reading.CountAtOrBelow(5000).ShouldBe(10_000);

        Histogram<Tick> corrected = New(3, 3_600_000_000);
        for (int i = 0; i < 10_000; i++) corrected.HandleEvent(new Tick(1000));
        for (long late = 100_000_000; late >= 10_000; late -= 10_000) corrected.HandleEvent(new Tick(late));
        corrected.Read(reading);
        (reading.Count, reading.Max).ShouldBe((20_000, 100_000_000));
        reading.Mean.ShouldBe(1000.0 * 10_000 / 20_000 + 50_005_000.0 * 10_000 / 20_000, tolerance: 1e-6);
        reading.ValueAtPercentile(30).ShouldBe(1000);
        reading.ValueAtPercentile(50).ShouldBe(1000);
        reading.ValueAtPercentile(75).ShouldBeInRange(50_000_000, 50_050_000);
        reading.ValueAtPercentile(90).ShouldBeInRange(80_000_000, 80_080_000);
        reading.ValueAtPercentile(99).ShouldBeInRange(98_000_000, 98_098_000);
        reading.ValueAtPercentile(99.999).ShouldBe(100_000_000);
    }

    [Test]
    public void Shares_of_a_decimal_percentage_are_counted_exactly()
    {
        HistogramStatistics.RankOf(99.9m, 1000).ShouldBe(999);
        HistogramStatistics.RankOf(99.9m, 1001).ShouldBe(1000);
        HistogramStatistics.RankOf(0, 1000).ShouldBe(1);
        HistogramStatistics.RankOf(100, 1000).ShouldBe(1000);
        HistogramStatistics.RankOf(100, long.MaxValue).ShouldBe(long.MaxValue);
        HistogramStatistics.RankOf(50, long.MaxValue).ShouldBe((long.MaxValue / 2) + 1);
        HistogramStatistics.RankOf((decimal)1e-30, 5).ShouldBe(1);
    }

    [Test]
    public void Shares_of_any_number_of_values_are_those_of_whole_numbers()
    {
        Gen<long> count = Gen.Frequency(
            (3, Gen.Long[1, long.MaxValue]), (1, Gen.Long[1, 10_000]), (1, Constants<long>(1, 1_000_000_000_000_001, long.MaxValue)));
        Gen<double> percentile = Gen.Frequency(
            (3, Gen.Double[0, 100]),
            (1, Constants<double>(99.9999999999999, 33.3333333333333, 0.000123456789012345, 1e-13, 100, 0, double.Epsilon)),
            (1, Gen.Double[0, 1].Select(static v => v * v * v * 1e-6)));
        Gen.Select(Gen.Long[0, 99_999_999_999_999], Gen.Long[0, 9_000]).Sample(static (tenth, quadrillions) =>
        {
            // Of so many values the share lies 1e-15 above a whole number: the next one is meant.
            long digits = (tenth * 10) + 3;
            long values = (long)BigInteger.ModPow(digits, 399_999_999_999_999, Quadrillion) + (quadrillions * Quadrillion);
            decimal percent = digits / 10_000_000_000_000m;
            HistogramStatistics.RankOf(percent, values).ShouldBe(ExactRank(percent, values), $"{percent} % of {values}");
        }, iter: 10_000, threads: 1);
        Gen.Select(count, percentile).Sample(
            static (values, percent) => HistogramStatistics.RankOf((decimal)percent, values)
                .ShouldBe(ExactRank((decimal)percent, values), $"{percent:r} % of {values}"),
            iter: 100_000, threads: 1);
    }

    private static Gen<T> Constants<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static long ExactRank(decimal percentile, long count)
    {
        string digits = percentile.ToString("F28", CultureInfo.InvariantCulture).Replace(".", string.Empty, StringComparison.Ordinal);
        BigInteger share = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * count;
        BigInteger whole = BigInteger.Pow(10, 30); // 28 digits, and percent
        return Math.Max(1, (long)((share + whole - 1) / whole));
    }

    private static void ShouldAgree(long[] values, int digits)
    {
        const long Highest = 3_600_000_000_000;
        Histogram<Tick> histogram = New(digits, Highest);
        LongHistogram hdr = new(1, Highest, digits);
        foreach (long value in values)
        {
            histogram.HandleEvent(new Tick(value)).ShouldBeTrue();
            hdr.RecordValue(value);
        }

        HistogramReading reading = Read(histogram);
        long[] sorted = [.. values.Order()];
        double promised = Math.Pow(10, -digits);
        foreach (double percentile in Percentiles)
        {
            long rank = Math.Max(1, (long)decimal.Ceiling((decimal)percentile * values.Length / 100));
            long exact = sorted[rank - 1];
            long shown = reading.ValueAtPercentile(percentile);
            shown.ShouldBeInRange(exact, exact + (long)(exact * promised), $"p{percentile}, {digits} digits");

            // HdrHistogram rounds the rank to the nearest one: at 100 * rank / count that is the same rank.
            long theirs = hdr.GetValueAtPercentile(100.0 * rank / values.Length);
            shown.ShouldBe(Math.Min(theirs, sorted[^1]), $"p{percentile}, {digits} digits");

            // At the same percentile, it is the same value or that of the rank before.
            long before = sorted[Math.Max(0, rank - 2)];
            hdr.HighestEquivalentValue(hdr.GetValueAtPercentile(percentile)).ShouldBeOneOf(
                hdr.HighestEquivalentValue(exact), hdr.HighestEquivalentValue(before));
        }

        (reading.Count, reading.Sum, reading.Min, reading.Max, reading.OutOfRange)
            .ShouldBe((values.Length, values.Sum(), sorted[0], sorted[^1], 0));
        reading.Mean.ShouldBe(values.Average(), tolerance: 1e-6 * Math.Max(1, reading.Mean));
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        double quadraticMean = Math.Sqrt(values.Sum(static v => (double)v * v) / values.Length);
        reading.StandardDeviation.ShouldBe(deviation, tolerance: (quadraticMean * promised / 2) + 1e-3);
        foreach (long bound in (long[])[0, 1, sorted[0], sorted[^1] / 3, sorted[values.Length / 2], sorted[^1]])
            reading.CountAtOrBelow(bound).ShouldBe(sorted.Count(v => v <= hdr.HighestEquivalentValue(bound)), $"{bound}");
        reading.CountAtOrBelow(long.MaxValue).ShouldBe(values.Length);
        reading.CountAtOrBelow(-1).ShouldBe(0);
    }

    private static Histogram<Tick> New(int digits, long highest) =>
        new("h", static (in Tick t) => t.Value, options: new HistogramOptions { HighestValue = highest, SignificantDigits = digits });

    private static HistogramReading Read(Histogram<Tick> histogram)
    {
        HistogramReading reading = new();
        histogram.Read(reading);
        return reading;
    }
}
