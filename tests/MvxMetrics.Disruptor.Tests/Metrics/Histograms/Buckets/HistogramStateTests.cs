using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a histogram keeps beside its buckets.</summary>
[TestFixture]
internal sealed class HistogramStateTests
{
    [Test]
    public void All_zero_it_is_empty_and_it_fills_the_cells_that_rows_have_for_it()
    {
        HistogramState state = default;
        (state.HasExtremes, state.Mean, state.ShownSum).ShouldBe((false, 0, 0));
        Unsafe.SizeOf<HistogramState>().ShouldBe(HistogramRow.StateCells * sizeof(long));
    }

    [TestCase(0, 0)]
    [TestCase(0, long.MaxValue)]
    [TestCase(long.MaxValue, long.MaxValue)]
    [TestCase(3, 8)]
    public void Extremes_of_any_value_are_kept(long min, long max)
    {
        HistogramState state = default;
        state.SetExtremes(min, max);
        (state.HasExtremes, state.Min, state.Max, state.SmallestOfAll, state.LargestOfAll).ShouldBe((true, min, max, min, max));
        state.SetNoExtremes();
        state.HasExtremes.ShouldBeFalse();
    }

    [Test]
    public void Extremes_that_start_anew_go_on_to_bound_all_values()
    {
        HistogramState state = default;
        state.SetExtremes(5, 80);
        state.ResetExtremes();
        (state.HasExtremes, state.SmallestOfAll, state.LargestOfAll).ShouldBe((false, 5, 80));
        state.InvertedMin = ~20UL;
        state.Max = 60;
        (state.Min, state.Max, state.SmallestOfAll, state.LargestOfAll).ShouldBe((20, 60, 5, 80));
        state.ResetExtremes();
        (state.HasExtremes, state.SmallestOfAll, state.LargestOfAll).ShouldBe((false, 5, 80));

        state.ShowAllExtremes();
        (state.HasExtremes, state.Min, state.Max).ShouldBe((true, 5, 80));
        HistogramState empty = default;
        empty.ShowAllExtremes();
        empty.HasExtremes.ShouldBeFalse();
    }

    [Test]
    public void A_sum_of_128_bits_is_shown_as_far_as_a_long_goes_and_its_mean_is_right()
    {
        HistogramState state = new() { Count = 4, Sum = (UInt128)long.MaxValue };
        state.ShownSum.ShouldBe(long.MaxValue);
        state.Sum += 1;
        state.ShownSum.ShouldBe(long.MaxValue);
        state.Sum = UInt128.One << 66;
        (state.SumHigh, state.SumLow, state.ShownSum, state.Mean).ShouldBe((4UL, 0UL, long.MaxValue, Math.ScaleB(1, 64)));
        state.Sum = 7;
        (state.ShownSum, state.Mean).ShouldBe((7, 1.75));
    }
}
