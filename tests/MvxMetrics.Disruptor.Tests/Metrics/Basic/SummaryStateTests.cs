using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The state of a summary: deviations and extremes, and what a difference knows of them.</summary>
[TestFixture]
internal sealed partial class SummaryStateTests
{
    [TestCase(0)]
    [TestCase(1e9)]
    [TestCase(-1e9)]
    [TestCase(1e12)]
    public void The_deviation_of_values_far_from_zero_is_as_exact_as_that_of_values_near_it(double offset)
    {
        const int Rounds = 100_000;
        SummaryState state = default;
        for (int i = 0; i < Rounds; i++)
            foreach (double value in (double[])[4, 7, 13, 16]) state.Add(offset + value).ShouldBeTrue();

        state.Count.ShouldBe(4 * Rounds);
        state.StandardDeviation.ShouldBe(Math.Sqrt(22.5), 1e-6); // a sum of squares has lost all digits from 1e9 on
    }

    [Test]
    public void A_single_value_deviates_by_nothing()
    {
        SummaryState state = default;
        state.Add(1e9 + 0.1);
        (state.StandardDeviation, state.Min, state.Max).ShouldBe((0, 1e9 + 0.1, 1e9 + 0.1));
        default(SummaryState).StandardDeviation.ShouldBe(0);
    }

    [Test]
    public void Extremes_that_start_anew_are_absent_until_the_next_value()
    {
        SummaryState state = default;
        state.ResetExtremes();
        Shown(in state).ShouldBe("count = 0, sum = 0");
        state = Accumulated.Of<SummaryState, double>(2, 6);
        state.ResetExtremes();
        (state.Min, state.Max).ShouldBe((double.NaN, double.NaN));
        Shown(in state).ShouldBe("count = 2, sum = 8, mean = 4, stddev = 2");
        state.Add(4);
        (state.Min, state.Max).ShouldBe((4, 4));
    }

    [TestCase(new double[] { 3, 5 }, new double[] { 4 }, double.NaN, double.NaN)] // no record was broken
    [TestCase(new double[] { 3, 5 }, new double[] { 1, 4 }, 1, double.NaN)] // the smallest is new
    [TestCase(new double[] { 3, 5 }, new double[] { 4, 8 }, double.NaN, 8)] // the largest is new
    [TestCase(new double[] { 3, 5 }, new double[] { 3, 5 }, double.NaN, double.NaN)] // a record that is met is not broken
    [TestCase(new double[] { }, new double[] { 4, 8 }, 4, 8)] // all values are new
    public void A_difference_knows_an_extreme_where_a_record_was_broken(double[] before, double[] since, double min, double max)
    {
        foreach (bool isStartedAnew in (bool[])[false, true])
        {
            SummaryState state = Accumulated.Of<SummaryState, double>(before);
            SummaryState earlier = state;
            if (isStartedAnew) state.ResetExtremes();
            foreach (double value in since) state.Add(value);
            state.Subtract(in earlier);
            (state.Count, state.Sum, state.Min, state.Max).ShouldBe((since.Length, since.Sum(), min, max), $"anew: {isStartedAnew}");
        }
    }

    [Test]
    public void A_difference_without_values_shows_what_was_ignored()
    {
        SummaryState state = Accumulated.Of<SummaryState, double>(3, double.NaN);
        SummaryState earlier = state;
        state.Add(double.PositiveInfinity);
        state.Subtract(in earlier);
        Shown(in state).ShouldBe("count = 0, sum = 0, ignored = 1");
    }

    private static string Shown(in SummaryState state) => Accumulated.Shown<SummaryState, double>(in state);
}
