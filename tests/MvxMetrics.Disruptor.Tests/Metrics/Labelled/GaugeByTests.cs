using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Gauges by key: the last value and the range of each key.</summary>
[TestFixture]
internal sealed class GaugeByTests
{
    private static readonly EventSelector<Point, int> s_key = static (in Point p) => (int)p.Key;

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
    public void A_difference_shows_all_keys_whose_values_hold_and_what_came_without_a_name_since()
    {
        GaugeBy<Point> gauge = new("g", s_key, new KeyNames("a", "b"), static (in Point p) => p.Value);
        using MetricStage stage = new(gauge);
        SnapshotBaseline since = new();
        stage.Send(new Point(0, Value: 5), new Point(7, Value: 1));
        stage.Recorder.GetMetricSnapshots(since);
        stage.Send(new Point(1, Value: 3));
        stage.Recorder.GetMetricSnapshots(since)["g"].ToString().ShouldBe(
            "g { a.value = 5, a.min = 5, a.max = 5, b.value = 3, b.min = 3, b.max = 3, others.value = 1, others.min = 1, others.max = 1 }");
        gauge.Kind.ShouldBe(MetricKind.Gauge);
    }
}
