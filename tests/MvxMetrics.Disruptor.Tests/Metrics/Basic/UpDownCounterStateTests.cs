using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The state of an up-down counter: amounts of either sign, within a long.</summary>
[TestFixture]
internal sealed class UpDownCounterStateTests
{
    [Test]
    public void A_total_that_is_back_at_zero_is_still_shown()
    {
        UpDownCounterState state = Accumulated.Of<UpDownCounterState, long>(5, -5);
        state.ShouldBe(new UpDownCounterState { Count = 2, Total = 0 });
        state.IsEmpty.ShouldBeFalse();
        Accumulated.Shown<UpDownCounterState, long>(in state).ShouldBe("total = 0");
        default(UpDownCounterState).IsEmpty.ShouldBeTrue();
    }

    [Test]
    public void A_total_at_an_end_of_the_range_stays_there_until_an_amount_leads_back()
    {
        Accumulated.Of<UpDownCounterState, long>(long.MaxValue, long.MaxValue).Total.ShouldBe(long.MaxValue);
        Accumulated.Of<UpDownCounterState, long>(long.MinValue, -1, 3).Total.ShouldBe(long.MinValue + 3);

        UpDownCounterState sum = Accumulated.Of<UpDownCounterState, long>(long.MinValue);
        sum.Merge(Accumulated.Of<UpDownCounterState, long>(-7));
        sum.ShouldBe(new UpDownCounterState { Count = 2, Total = long.MinValue });
        sum.Subtract(new UpDownCounterState { Count = 1, Total = 7 });
        sum.ShouldBe(new UpDownCounterState { Count = 1, Total = long.MinValue });
    }

    [Test]
    public void Many_amounts_at_once_give_what_they_give_one_by_one_near_the_ends_of_the_range_too()
    {
        Gen<long> amount = Gen.Frequency((6, Gen.Long[-1000, 1000]), (1, OneOf(1L << 56, -(1L << 56), long.MaxValue, long.MinValue)));
        Gen.Select(amount.Array[0, 64], OneOf(0, long.MaxValue - 500, long.MinValue + 500)).Sample(static (amounts, before) =>
        {
            UpDownCounterState atOnce = new() { Count = 1, Total = before };
            UpDownCounterState oneByOne = atOnce;
            atOnce.Add(amounts.AsSpan());
            foreach (long value in amounts) oneByOne.Add(value);
            atOnce.ShouldBe(oneByOne);
        }, iter: 10_000, threads: 1);
    }

    [Test]
    public void Up_down_counters_merge_to_that_of_all()
    {
        Gen<long[]> amounts = Gen.Long[-1000, 1000].Array[0, 20];
        Gen.Select(amounts, amounts).Sample(static (first, second) =>
        {
            UpDownCounterState counter = Accumulated.Of<UpDownCounterState, long>(first);
            counter.Merge(Accumulated.Of<UpDownCounterState, long>(second));
            counter.ShouldBe(Accumulated.Of<UpDownCounterState, long>([.. first, .. second]));
        }, iter: Accumulated.Cases, threads: 1);
    }

    [Test]
    public void An_up_down_counter_less_an_earlier_copy_is_that_of_what_came_since()
    {
        Gen<long[]> amounts = Gen.Long[-1000, 1_000_000].Array[0, 20];
        Gen.Select(amounts, amounts).Sample(static (first, second) =>
        {
            UpDownCounterState upDown = Accumulated.Of<UpDownCounterState, long>([.. first, .. second]);
            upDown.Subtract(Accumulated.Of<UpDownCounterState, long>(first));
            upDown.ShouldBe(Accumulated.Of<UpDownCounterState, long>(second));
        }, iter: Accumulated.Cases, threads: 1);
    }

    private static Gen<long> OneOf(params long[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
