using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The state of a gauge: the last value, its range, and what of the range a difference knows for sure.</summary>
[TestFixture]
internal sealed class GaugeStateTests
{
    [Test]
    public void A_first_value_is_all_there_is_and_values_that_are_not_finite_are_counted_only()
    {
        GaugeState state = default;
        state.IsEmpty.ShouldBeTrue();
        state.Add(-3).ShouldBeTrue();
        state.ShouldBe(new GaugeState { Count = 1, Value = -3, Min = -3, Max = -3 });
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity]) state.Add(bad).ShouldBeFalse();
        state.ShouldBe(new GaugeState { Count = 1, Value = -3, Min = -3, Max = -3, Ignored = 3 });
        Accumulated.Of<GaugeState, double>(double.NaN).IsEmpty.ShouldBeFalse();
        Shown(Accumulated.Of<GaugeState, double>(double.NaN)).ShouldBe("ignored = 1");
    }

    [Test]
    public void Extremes_that_start_anew_are_the_value_that_holds()
    {
        GaugeState state = Accumulated.Of<GaugeState, double>(1, 9, 4);
        state.ResetExtremes();
        Shown(state).ShouldBe("value = 4, min = 4, max = 4");
        state.Add(3);
        Shown(state).ShouldBe("value = 3, min = 3, max = 4");

        GaugeState empty = default;
        empty.ResetExtremes();
        empty.Add(-2);
        Shown(empty).ShouldBe("value = -2, min = -2, max = -2");
    }

    // Values before, values since, and what the difference shows.
    [TestCase("5", "", "value = 5, min = 5, max = 5")] // nothing came: the value holds
    [TestCase("1 9 5", "7", "value = 7, min = 5, max = 7")] // one came: both are known
    [TestCase("5", "9 1 6", "value = 6, min = 1, max = 9")] // records were broken
    [TestCase("1 9 5", "7 6", "value = 6")] // nobody knows that there was no third
    [TestCase("1 9 5", "6 7 6", "value = 6")] // nobody knows what lies between
    [TestCase("1 9 1", "4 9", "value = 9, min = 1, max = 9")] // the extremes of all held at both ends
    [TestCase("", "4 2 3", "value = 3, min = 2, max = 4")] // all came since
    public void A_difference_shows_the_extremes_that_are_known_for_sure(string before, string since, string shown)
    {
        double[] first = Values(before);
        foreach (bool isStartedAnew in (bool[])[false, true])
        {
            GaugeState state = Accumulated.Of<GaugeState, double>(first);
            GaugeState earlier = state;
            if (isStartedAnew) state.ResetExtremes();
            foreach (double value in Values(since)) state.Add(value);
            state.Subtract(in earlier);
            Shown(state).ShouldBe(shown, $"started anew: {isStartedAnew}");
        }
    }

    [Test]
    public void A_difference_counts_only_what_was_ignored_since()
    {
        GaugeState state = Accumulated.Of<GaugeState, double>(double.NaN, double.NaN, double.NaN);
        state.Subtract(new GaugeState { Ignored = 2 });
        Shown(state).ShouldBe("ignored = 1");
    }

    [Test]
    public void Of_zeros_of_both_signs_many_at_once_keep_the_first_as_one_by_one_does([Values(0.0, -0.0)] double first)
    {
        GaugeState state = default;
        state.Add((ReadOnlySpan<double>)[first, -first, first, -first, -first]);
        (double.IsNegative(state.Min), double.IsNegative(state.Max)).ShouldBe((double.IsNegative(first), double.IsNegative(first)));
        double.IsNegative(state.Value).ShouldBe(!double.IsNegative(first));
    }

    [Test]
    public void Many_values_at_once_give_what_they_give_one_by_one() =>
        Gen.Select(Accumulated.Value.Array[0, 40], Gen.Double[-1000, 1000].Array[0, 40]).Sample(static (first, second) =>
        {
            GaugeState atOnce = default;
            GaugeState oneByOne = default;
            foreach (double[] values in (double[][])[first, second])
            {
                atOnce.Add(values.AsSpan());
                foreach (double value in values) oneByOne.Add(value);
                atOnce.ShouldBe(oneByOne);
            }
        }, iter: Accumulated.Cases, threads: 1);

    [Test]
    public void Gauges_merge_to_that_of_all() =>
        Gen.Select(Accumulated.Value.Array[0, 20], Accumulated.Value.Array[0, 20]).Sample(static (first, second) =>
        {
            GaugeState gauge = Accumulated.Of<GaugeState, double>(first);
            gauge.Merge(Accumulated.Of<GaugeState, double>(second));
            gauge.ShouldBe(Accumulated.Of<GaugeState, double>([.. first, .. second]));
        }, iter: Accumulated.Cases, threads: 1);

    private static double[] Values(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static t => double.Parse(t))];

    private static string Shown(GaugeState state) => Accumulated.Shown<GaugeState, double>(in state);
}
