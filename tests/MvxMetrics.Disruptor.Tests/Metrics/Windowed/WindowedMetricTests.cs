using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Sliding windows under a clock that runs, leaps, rests and pauses: each event counts in exactly one slice.</summary>
[TestFixture]
internal sealed class WindowedMetricTests
{
    [Test]
    public void A_window_shows_its_current_slice_and_the_whole_ones_before_it()
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(10), static (in Point p) => p.Amount);
        using MetricStage stage = new(counter);
        counter.Kind.ShouldBe(MetricKind.Gauge);
        long[] expected = new long[30];
        for (int second = 0; second < 30; second++)
        {
            stage.Send(new Point(Amount: 1L << second));
            for (int i = Math.Max(0, second - 9); i <= second; i++) expected[second] |= 1L << i;
            Total(counter).ShouldBe(expected[second], $"in second {second}"); // each bit at most once, none lost
            stage.Pass(1);
        }
    }

    [TestCase(9, 7)]
    [TestCase(10, 0)]
    [TestCase(11, 0)]
    [TestCase(1e9, 0)]
    public void A_pause_clears_what_it_is_longer_than(double pause, long left)
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(10), static (in Point p) => p.Amount);
        using MetricStage stage = new(counter);
        stage.Send(new Point(Amount: 7));
        stage.Pass(pause);
        Total(counter).ShouldBe(left);
        stage.Send(new Point(Amount: 3));
        Total(counter).ShouldBe(left + 3);
        stage.Pass(1);
        Total(counter).ShouldBe(3);
        stage.Pass(9);
        Total(counter).ShouldBe(0);
    }

    [Test]
    public void Time_that_stands_still_or_moves_by_little_loses_nothing_and_clears_nothing()
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(1));
        using MetricStage stage = new(counter);
        for (int i = 0; i < 1000; i++) stage.Send(new Point());
        Total(counter).ShouldBe(1000);
        for (int i = 0; i < 999; i++) stage.Pass(0.000_1);
        Total(counter).ShouldBe(1000, "less than a tick of the loop has gone by");
        for (int i = 0; i < 9000; i++) stage.Pass(0.000_1);
        Total(counter).ShouldBe(1000, "1 s less 100 µs");
        stage.Pass(0.2);
        Total(counter).ShouldBe(0);
    }

    [Test]
    public void Random_steps_of_time_agree_with_a_list_of_all_events()
    {
        const int Seed = 20261122;
        TestContext.Out.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(5), static (in Point p) => p.Amount, slices: 7);
        using MetricStage stage = new(counter);
        long sliceTicks = TimeSpan.FromSeconds(5).Ticks / 7;
        long start = stage.Time.GetTimestamp();
        List<(long Slice, long Amount)> events = [];
        for (int i = 0; i < 5000; i++)
        {
            stage.Pass(random.Next(20) switch { 0 => 100, 1 => 5, < 8 => 0.1, _ => 0.1 + random.NextDouble() });
            long slice = (stage.Time.GetTimestamp() - start) / sliceTicks;
            long amount = random.Next(1000);
            stage.Send(new Point(Amount: amount));
            events.Add((slice, amount));
            Total(counter).ShouldBe(events.Where(e => e.Slice > slice - 7).Sum(static e => e.Amount), $"step {i}");
        }
    }

    [Test]
    public void A_difference_shows_the_whole_window()
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(1));
        using MetricStage stage = new(counter);
        SnapshotBaseline since = new();
        stage.Send(new Point());
        for (int i = 0; i < 2; i++) stage.Recorder.GetMetricSnapshots(since)["c"]["total"].ToInt64().ShouldBe(1);
    }

    private static long Total(WindowedCounter<Point> counter) => counter.Snapshot()["total"].ToInt64();
}
