using System.Globalization;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The dimensions of a histogram: their names, their order, and which are left out.</summary>
[TestFixture]
internal sealed class HistogramDimensionsTests
{
    private static readonly HistogramOptions s_options =
        HistogramOptions.Valid(new() { HighestValue = 1000, Percentiles = [0, 12.5, 99.999, 100], Bounds = [0, 5, 1000] });

    [Test]
    public void Names_have_a_point_and_their_order_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = odd;
        try
        {
            Shown(HistogramRows.Of(s_options.Scale, 1, 2, 3, 900)).ShouldBe(
                ["count 4", "sum 906", "min 1", "max 900", "mean 226.5", "p0 1", "p12.5 1", "p99.999 900", "p100 900",
                    "le_0 0", "le_5 3", "le_1000 4", "out_of_range 0"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Test]
    public void Without_values_there_are_counts_only()
    {
        long[] row = HistogramRows.Of(s_options.Scale, -1, 1001);
        Shown(row).ShouldBe(["count 0", "sum 0", "le_0 0", "le_5 0", "le_1000 0", "out_of_range 2"]);
    }

    [Test]
    public void Extremes_that_were_started_anew_are_left_out_and_still_bound_the_percentiles()
    {
        long[] row = HistogramRows.Of(s_options.Scale, 700, 701);
        HistogramRow.StateOf(row.AsSpan()).ResetExtremes();
        Shown(row).ShouldBe(
            ["count 2", "sum 1401", "mean 700.5", "p0 701", "p12.5 701", "p99.999 701", "p100 701",
                "le_0 0", "le_5 0", "le_1000 2", "out_of_range 0"]);
    }

    private static string[] Shown(long[] row)
    {
        DimensionBuffer buffer = new();
        HistogramState state = HistogramRows.StateOf(row);
        new HistogramDimensions(s_options).Write(in state, HistogramRow.BucketsOf((ReadOnlySpan<long>)row), new DimensionWriter(buffer));
        return [.. Enumerable.Range(0, buffer.Count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{buffer.NameAt(i)} {buffer.ValueAt(i)}"))];
    }
}
