using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Up-down counters by key: what goes up and comes back for each key.</summary>
[TestFixture]
internal sealed class UpDownCounterByTests
{
    private static readonly EventSelector<Point, int> s_key = static (in Point p) => (int)p.Key;

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
    public void Amounts_of_keys_without_a_name_are_summed_with_the_others_within_a_long()
    {
        UpDownCounterBy<Point> counter = new(
            "c", s_key, new KeyNames("a"), static (in Point p) => p.Amount, static (in Point p) => p.Amount != 0);
        counter.HandleEvent(new Point(5, long.MaxValue)).ShouldBeTrue();
        counter.HandleEvent(new Point(-5, 1)).ShouldBeTrue();
        counter.HandleEvent(new Point(0, 0)).ShouldBeFalse();
        counter.Snapshot().ToString().ShouldBe($"c {{ others.total = {long.MaxValue}, unnamed = 2 }}");
        counter.Kind.ShouldBe(MetricKind.UpDownCounter);
    }
}
