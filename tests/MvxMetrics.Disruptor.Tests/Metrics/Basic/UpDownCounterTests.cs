using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>An up-down counter: exact, whatever comes.</summary>
[TestFixture]
internal sealed class UpDownCounterTests
{
    [Test]
    public void An_up_down_counter_adds_and_takes_away_and_stays_within_a_long()
    {
        UpDownCounter<Point> counter = new("open", static (in Point p) => p.Amount, static (in Point p) => p.Key == 0);
        using MetricStage stage = new(counter);

        stage.Send(new Point(Amount: 5), new Point(Amount: -7), new Point(Key: 1, Amount: 100));
        counter.Snapshot().ToString().ShouldBe("open { total = -2 }");
        counter.Kind.ShouldBe(MetricKind.UpDownCounter);

        stage.Send(new Point(Amount: long.MinValue));
        counter.Read().Total.ShouldBe(long.MinValue);
        stage.Send(new Point(Amount: long.MaxValue), new Point(Amount: 3), new Point(Amount: long.MaxValue));
        counter.Read().ShouldBe(new UpDownCounterState { Count = 6, Total = long.MaxValue });
    }

    [Test]
    public void A_difference_may_be_negative()
    {
        UpDownCounter<Point> counter = new("open", static (in Point p) => p.Amount);
        using MetricStage stage = new(counter);
        SnapshotBaseline since = new();
        stage.Send(new Point(Amount: 5));
        stage.Recorder.GetMetricSnapshots(since);
        stage.Send(new Point(Amount: -3));
        stage.Recorder.GetMetricSnapshots(since)["open"].ToString().ShouldBe("open { total = -3 }");
        counter.Read().Total.ShouldBe(2);
    }
}
