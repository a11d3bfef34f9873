using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Counters by key: each key has its own numbers, unknown ones go to the others and are counted.</summary>
[TestFixture]
internal sealed class CounterByTests
{
    private static readonly EventSelector<Point, int> s_key = static (in Point p) => (int)p.Key;

    [Test]
    public void A_counter_by_key_counts_each_key_and_the_others()
    {
        CounterBy<Point> counter = new("c", s_key, new KeyNames("north", "south", "never"), static (in Point p) => p.Amount);
        using MetricStage stage = new(counter);
        stage.Send(
            new Point(0, 5), new Point(1, 7), new Point(0, 1), new Point(1, -3), new Point(3, 10),
            new Point(-1, 20), new Point(int.MinValue, 40));
        counter.Snapshot().ToString().ShouldBe("c { north.total = 6, south.total = 7, south.ignored = 1, others.total = 70, unnamed = 3 }");
        (counter.Kind, counter.MemoryBytes).ShouldBe((MetricKind.Counter, 8 + (4 * 16)));
    }

    [Test]
    public void Members_of_an_enum_are_keys_and_numbers_between_them_are_not()
    {
        CounterBy<Point> counter = new("c", s_key, KeyNames.Of<Sparse>());
        using MetricStage stage = new(counter);
        stage.Send(new Point(1), new Point(2), new Point(4), new Point(4), new Point(0));
        counter.Snapshot().ToString().ShouldBe("c { One.total = 1, Four.total = 2, others.total = 2, unnamed = 2 }");
        KeyNames.Of<Sparse>().Count.ShouldBe(5);
    }

    [Test]
    public void A_difference_shows_the_keys_that_something_came_for()
    {
        CounterBy<Point> counter = new("c", s_key, KeyNames.Range(2));
        using MetricStage stage = new(counter);
        SnapshotBaseline since = new();
        stage.Send(new Point(0), new Point(1), new Point(2));
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString()
            .ShouldBe("c { 0.total = 1, 1.total = 1, others.total = 1, unnamed = 1 }");
        stage.Send(new Point(1), new Point(1));
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString().ShouldBe("c { 1.total = 2 }");
    }

    private enum Sparse
    {
        One = 1,
        Four = 4,
    }
}
