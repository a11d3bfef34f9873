using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The state of a counter: what it adds, ignores, merges and takes away, up to the largest long.</summary>
[TestFixture]
internal sealed class CounterStateTests
{
    [Test]
    public void A_negative_amount_is_ignored_and_counted_and_the_total_stays_at_the_largest_long()
    {
        CounterState state = default;
        state.IsEmpty.ShouldBeTrue();
        state.Add(0).ShouldBeTrue();
        state.IsEmpty.ShouldBeTrue("zero leaves nothing to show");
        state.Add(-1).ShouldBeFalse();
        state.Add(long.MinValue).ShouldBeFalse();
        state.ShouldBe(new CounterState { Ignored = 2 });
        state.IsEmpty.ShouldBeFalse();

        state.Add(long.MaxValue).ShouldBeTrue();
        state.Add(1).ShouldBeTrue();
        state.Add(long.MaxValue).ShouldBeTrue();
        state.ShouldBe(new CounterState { Total = long.MaxValue, Ignored = 2 });
        state.Merge(new CounterState { Total = 5, Ignored = 1 });
        state.ShouldBe(new CounterState { Total = long.MaxValue, Ignored = 3 });
    }

    [Test]
    public void What_was_ignored_is_shown_only_if_there_was_any()
    {
        Accumulated.Shown<CounterState, long>(default).ShouldBe("total = 0");
        Accumulated.Shown<CounterState, long>(new CounterState { Total = 4, Ignored = 1 }).ShouldBe("total = 4, ignored = 1");
    }

    [Test]
    public void Many_amounts_at_once_give_what_they_give_one_by_one()
    {
        Gen<long> amount = Gen.Frequency((6, Gen.Long[0, 1000]), (1, OneOf(-1, (1L << 56) - 1, 1L << 56, long.MaxValue, long.MinValue)));
        Gen.Select(amount.Array[0, 64], OneOf(0, long.MaxValue - 500, long.MaxValue)).Sample(static (amounts, before) =>
        {
            CounterState atOnce = new() { Total = before, Ignored = 3 };
            CounterState oneByOne = atOnce;
            atOnce.Add(amounts.AsSpan());
            foreach (long value in amounts) oneByOne.Add(value);
            atOnce.ShouldBe(oneByOne);
        }, iter: 10_000, threads: 1);
    }

    [Test]
    public void Counters_merge_to_that_of_all() =>
        Gen.Select(Accumulated.Amount.Array[0, 20], Accumulated.Amount.Array[0, 20]).Sample(static (first, second) =>
        {
            CounterState counter = Accumulated.Of<CounterState, long>(first);
            counter.Merge(Accumulated.Of<CounterState, long>(second));
            counter.ShouldBe(Accumulated.Of<CounterState, long>([.. first, .. second]));
        }, iter: Accumulated.Cases, threads: 1);

    [Test]
    public void A_counter_less_an_earlier_copy_is_the_counter_of_what_came_since()
    {
        Gen<long[]> amounts = Gen.Long[-1000, 1_000_000].Array[0, 20];
        Gen.Select(amounts, amounts).Sample(static (first, second) =>
        {
            CounterState counter = Accumulated.Of<CounterState, long>([.. first, .. second]);
            counter.Subtract(Accumulated.Of<CounterState, long>(first));
            counter.ShouldBe(Accumulated.Of<CounterState, long>(second));
        }, iter: Accumulated.Cases, threads: 1);
    }

    private static Gen<long> OneOf(params long[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
