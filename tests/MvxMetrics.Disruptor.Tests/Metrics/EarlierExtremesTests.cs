using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Extremes of before they were started anew.</summary>
[TestFixture]
internal sealed class EarlierExtremesTests
{
    [Test]
    public void Without_earlier_extremes_later_ones_are_all_there_are()
    {
        EarlierExtremes extremes = default;
        (extremes.SmallestWith(3), extremes.LargestWith(3)).ShouldBe((3, 3));
        (extremes.SmallestWith(-3), extremes.LargestWith(-3)).ShouldBe((-3, -3));
        (extremes.SmallestWith(double.NaN), extremes.LargestWith(double.NaN)).ShouldBe((double.NaN, double.NaN));
    }

    [Test]
    public void Earlier_extremes_count_where_they_go_further_or_where_there_are_no_later_ones()
    {
        EarlierExtremes extremes = default;
        extremes.Add(-2, 5);
        (extremes.SmallestWith(0), extremes.LargestWith(0)).ShouldBe((-2, 5));
        (extremes.SmallestWith(-3), extremes.LargestWith(6)).ShouldBe((-3, 6));
        (extremes.SmallestWith(double.NaN), extremes.LargestWith(double.NaN)).ShouldBe((-2, 5));
    }

    [Test]
    public void Extremes_that_are_started_anew_again_widen_the_earlier_ones_only()
    {
        EarlierExtremes extremes = default;
        extremes.Add(double.NaN, double.NaN);
        double.IsNaN(extremes.SmallestWith(double.NaN)).ShouldBeTrue("there were none");
        extremes.Add(1, 2);
        extremes.Add(double.NaN, double.NaN);
        extremes.Add(0, 1.5);
        (extremes.SmallestWith(double.NaN), extremes.LargestWith(double.NaN)).ShouldBe((0, 2));
    }

    [Test]
    public void Those_of_another_state_are_taken_if_it_has_any()
    {
        EarlierExtremes extremes = default;
        extremes.Add(1, 2);
        extremes.Add(default(EarlierExtremes));
        (extremes.SmallestWith(double.NaN), extremes.LargestWith(double.NaN)).ShouldBe((1, 2), "zero is no extreme");

        EarlierExtremes other = default;
        other.Add(-5, 1);
        extremes.Add(in other);
        (extremes.SmallestWith(double.NaN), extremes.LargestWith(double.NaN)).ShouldBe((-5, 2));
    }
}
