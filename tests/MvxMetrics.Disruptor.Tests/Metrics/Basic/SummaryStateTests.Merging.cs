using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Merging and subtracting agree with adding, for any values and any split of them.</content>
internal sealed partial class SummaryStateTests
{
    [Test]
    public void Summaries_merge_to_the_summary_of_all() =>
        Gen.Select(Accumulated.Value.Array[0, 60], Accumulated.Value.Array[0, 60]).Sample(static (first, second) =>
        {
            SummaryState merged = Accumulated.Of<SummaryState, double>(first);
            merged.Merge(Accumulated.Of<SummaryState, double>(second));
            ShouldBeAlike(merged, Accumulated.Of<SummaryState, double>([.. first, .. second]), withExtremes: true);
        }, iter: Accumulated.Cases, threads: 1);

    [Test]
    public void A_summary_less_an_earlier_copy_is_the_summary_of_what_came_since() =>
        Gen.Select(Accumulated.Value.Array[0, 60], Accumulated.Value.Array[0, 60]).Sample(static (first, second) =>
        {
            SummaryState difference = Accumulated.Of<SummaryState, double>([.. first, .. second]);
            difference.Subtract(Accumulated.Of<SummaryState, double>(first));
            ShouldBeAlike(difference, Accumulated.Of<SummaryState, double>(second), withExtremes: false);
        }, iter: Accumulated.Cases, threads: 1);

    private static void ShouldBeAlike(SummaryState actual, SummaryState expected, bool withExtremes)
    {
        (actual.Count, actual.Sum, actual.Ignored).ShouldBe((expected.Count, expected.Sum, expected.Ignored));
        if (withExtremes) (actual.Min, actual.Max).ShouldBe((expected.Min, expected.Max));

        // Squared deviations of up to 1e20 in all: 1e-16 of them is the precision there is.
        double squares = SquaredDeviations(in expected);
        double tolerance = Math.Max(1e-6, squares * 1e-9);
        if (!withExtremes) tolerance = Math.Max(tolerance, 1e6);
        SquaredDeviations(in actual).ShouldBe(squares, tolerance);
        actual.StandardDeviation.ShouldBeGreaterThanOrEqualTo(0);
    }

    // Of the deviation, which is their root: 1e-15 of them is rounded, far less than any tolerance.
    private static double SquaredDeviations(in SummaryState state) => state.StandardDeviation * state.StandardDeviation * state.Count;
}
