using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The sum of what came in a sliding window.</summary>
[TestFixture]
internal sealed class WindowedCounterTests
{
    [Test]
    public void Without_an_amount_every_event_that_the_filter_includes_counts_one()
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(2), filter: static (in Point p) => p.Key == 0, slices: 2);
        using MetricStage stage = new(counter);
        counter.Snapshot().ToString().ShouldBe("c { total = 0 }");
        stage.Send(new Point(0, 100), new Point(1, 100), new Point(0, -100));
        counter.Snapshot().ToString().ShouldBe("c { total = 2 }");
        counter.Kind.ShouldBe(MetricKind.Gauge);
    }

    [Test]
    public void Negative_amounts_are_counted_in_their_slice_and_leave_with_it()
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(2), static (in Point p) => p.Amount, slices: 2, unit: "By");
        using MetricStage stage = new(counter);
        stage.Send(new Point(Amount: -1), new Point(Amount: 4));
        stage.Pass(1);
        stage.Send(new Point(Amount: -1), new Point(Amount: 5));
        counter.Snapshot().ToString().ShouldBe("c { total = 9, ignored = 2 }");
        stage.Pass(1);
        counter.Snapshot().ToString().ShouldBe("c { total = 5, ignored = 1 }");
        stage.Pass(1);
        counter.Snapshot().ToString().ShouldBe("c { total = 0 }");
        counter.Unit.ShouldBe("By");
    }

    [Test]
    public void The_sum_of_slices_stays_at_the_largest_long_and_comes_back_when_one_leaves()
    {
        WindowedCounter<Point> counter = new("c", TimeSpan.FromSeconds(2), static (in Point p) => p.Amount, slices: 2);
        using MetricStage stage = new(counter);
        stage.Send(new Point(Amount: long.MaxValue));
        stage.Pass(1);
        stage.Send(new Point(Amount: 3));
        counter.Snapshot()["total"].ToInt64().ShouldBe(long.MaxValue);
        stage.Pass(1);
        counter.Snapshot()["total"].ToInt64().ShouldBe(3);
    }
}
