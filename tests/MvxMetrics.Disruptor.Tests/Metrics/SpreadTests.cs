using System.Numerics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Sum and extremes of the values of a run, several at a time.</summary>
[TestFixture]
internal sealed class SpreadTests
{
    [Test]
    public void Sum_and_extremes_are_right_for_every_length_and_wherever_the_extremes_stand()
    {
        for (int length = 1; length <= (4 * Vector<long>.Count) + 3; length++)
        {
            for (int place = 0; place < length; place++)
            {
                long[] values = [.. Enumerable.Repeat(7L, length)];
                values[place] = -100;
                Spread.Of(values).ShouldBe(new Spread((7L * (length - 1)) - 100, -100, length == 1 ? -100 : 7), $"{place} of {length}");
                values[place] = 100;
                Spread.Of(values).ShouldBe(new Spread((7L * (length - 1)) + 100, length == 1 ? 100 : 7, 100), $"{place} of {length}");
            }
        }
    }

    [TestCase(long.MinValue)]
    [TestCase(long.MaxValue)]
    public void A_single_value_at_an_end_of_the_range_is_all_there_is(long value) =>
        Spread.Of([value]).ShouldBe(new Spread(value, value, value));

    [Test]
    public void The_largest_values_for_which_a_sum_means_something_fill_a_run_below_half_a_long()
    {
        long[] values = new long[EventRun<Tick>.MaxEvents];
        values.AsSpan().Fill(Spread.MaxForSum);
        Spread.Of(values).ShouldBe(new Spread((1L << 62) - 64, (1L << 56) - 1, (1L << 56) - 1));
    }
}
