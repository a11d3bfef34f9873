using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Many values recorded at once come to the buckets, sums and extremes to which they come one by one.</summary>
[TestFixture]
internal sealed class HistogramRunTests
{
    [Test]
    public void Values_around_the_bounds_of_buckets_go_to_the_same_buckets_as_one_by_one()
    {
        // Around every power of two, and around the bucket bounds between two of them.
        long[] values =
        [
            .. Enumerable.Range(0, 62)
                .SelectMany(static e => Enumerable.Range(-3, 7).SelectMany(d => (long[])[(1L << e) + d, (1L << e) + (1L << e >> 2) + d]))
                .Where(static v => v >= 0),
        ];
        Histogram<Point> inRuns = new("m", static (in Point p) => p.Amount);
        Histogram<Point> oneByOne = new("m", static (in Point p) => p.Amount);
        foreach (long[] some in values.Chunk(8))
        {
            Point[] points = [.. some.Select(static v => new Point(0, v))];
            inRuns.HandleEvents(new EventRun<Point>(points));
            foreach (Point point in points) oneByOne.HandleEvent(in point);
            RunPoints.StateOf(inRuns).AsSpan().SequenceEqual(RunPoints.StateOf(oneByOne)).ShouldBeTrue(string.Join(", ", some));
        }
    }

    [Test]
    public void A_run_of_any_length_with_a_value_out_of_range_anywhere_is_recorded_as_one_by_one([Values] OutOfRangePolicy policy)
    {
        const int First = 100; // where the buckets begin: what lies before them is not theirs
        const int Seed = 3;
        TestContext.Out.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        HistogramScale scale = new(1, 1_000_000, 2);
        for (int length = 0; length <= EventRun<Point>.MaxEvents; length++)
        {
            long[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextInt64(1L << random.Next(20)) % 1_000_001)];
            foreach (long bad in (long[])[0, -1, 1_000_001, long.MaxValue, long.MinValue])
            {
                if (length > 0) values[random.Next(length)] = bad;
                long[] atOnce = new long[First + scale.Count];
                long[] oneByOne = new long[First + scale.Count];
                HistogramState state = default;
                HistogramState expected = default;
                HistogramRun.Record(in scale, policy, ref state, atOnce, First, values);
                foreach (long value in values) HistogramRow.Record(in scale, policy, ref expected, oneByOne, First, value);
                state.ShouldBe(expected, $"{length} values, {bad}");
                atOnce.AsSpan().SequenceEqual(oneByOne).ShouldBeTrue($"{length} values, {bad}");
            }
        }
    }

    [Test]
    public void The_sum_of_a_run_carries_into_its_upper_half()
    {
        HistogramScale scale = new(1, 1000, 2);
        long[] cells = new long[scale.Count];
        long[] values = [.. Enumerable.Repeat(1000L, 16)];
        HistogramState state = new() { SumLow = ulong.MaxValue - 15_999 };
        HistogramRun.Record(in scale, OutOfRangePolicy.Count, ref state, cells, 0, values);
        (state.SumHigh, state.SumLow, state.Count).ShouldBe((1UL, 0UL, 16));
    }
}
