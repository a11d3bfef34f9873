using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Metrics that are split by a key: each key has its own numbers, unknown ones go to the others and are counted.</summary>
[TestFixture]
internal sealed class SplitMetricTests
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
    public void An_up_down_counter_by_key_shows_a_key_that_is_back_at_zero()
    {
        UpDownCounterBy<Point> counter = new("c", s_key, KeyNames.Range(3), static (in Point p) => p.Amount);
        using MetricStage stage = new(counter);
        stage.Send(new Point(0, 5), new Point(0, -5), new Point(2, -1));
        counter.Snapshot().ToString().ShouldBe("c { 0.total = 0, 2.total = -1 }");

        SnapshotBaseline since = new();
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString().ShouldBe("c { 0.total = 0, 2.total = -1 }");
        stage.Send(new Point(2, -1));
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString().ShouldBe("c { 2.total = -1 }");
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString().ShouldBe("c {  }");
    }

    [Test]
    public void A_gauge_by_key_keeps_the_last_value_and_the_range_of_each()
    {
        GaugeBy<Point> gauge = new("g", s_key, KeyNames.Range(2), static (in Point p) => p.Value);
        using MetricStage stage = new(gauge);
        stage.Send(new Point(0, Value: 5), new Point(1, Value: 2), new Point(0, Value: 4), new Point(1, Value: double.NaN));
        stage.Recorder.ResetExtremes();
        stage.Send(new Point(1, Value: 3));
        gauge.Snapshot().ToString().ShouldBe("g { 0.value = 4, 0.min = 4, 0.max = 4, 1.value = 3, 1.min = 2, 1.max = 3, 1.ignored = 1 }");
    }

    [Test]
    public void A_summary_by_key_summarizes_each()
    {
        SummaryBy<Point> summary = new("s", s_key, KeyNames.Range(2), static (in Point p) => p.Value, static (in Point p) => p.Amount > 0);
        using MetricStage stage = new(summary);
        stage.Send(new Point(1, Value: 2), new Point(1, Value: 6), new Point(1, 0, 100), new Point(9, Value: 1));
        summary.Snapshot().ToString().ShouldBe(
            "s { 1.count = 2, 1.sum = 8, 1.min = 2, 1.max = 6, 1.mean = 4, 1.stddev = 2, "
            + "others.count = 1, others.sum = 1, others.min = 1, others.max = 1, others.mean = 1, others.stddev = 0, unnamed = 1 }");
        stage.Recorder.ResetExtremes();
        stage.Send();
        summary.Snapshot().Dimensions.ContainsKey("1.min").ShouldBeFalse();
    }

    private enum Sparse
    {
        One = 1,
        Four = 4,
    }
}
