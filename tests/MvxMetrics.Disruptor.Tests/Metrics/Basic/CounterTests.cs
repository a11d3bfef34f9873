using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A counter: what it accepts, ignores and shows.</summary>
[TestFixture]
internal sealed class CounterTests
{
    [Test]
    public void A_counter_counts_events_or_sums_amounts_and_ignores_negative_ones()
    {
        Counter<Point> events = new("events", description: "all of them");
        Counter<Point> amounts = new("amounts", static (in Point p) => p.Amount, unit: "By");
        Counter<Point> even = new("even", filter: static (in Point p) => p.Amount % 2 == 0);
        using MetricStage stage = new(events, amounts, even);

        stage.Send(new Point(Amount: 3), new Point(Amount: 4), new Point(Amount: -5), new Point(Amount: 10));

        events.Read().Total.ShouldBe(4);
        amounts.Read().Total.ShouldBe(17);
        even.Read().Total.ShouldBe(2);
        MetricSnapshot snapshot = amounts.Snapshot();
        (snapshot.Name, snapshot.Kind, snapshot.Unit).ShouldBe(("amounts", MetricKind.Counter, "By"));
        snapshot.ToString().ShouldBe("amounts { total = 17, ignored = 1 }");
        events.Description.ShouldBe("all of them");
    }

    [Test]
    public void An_event_that_is_filtered_out_or_ignored_is_not_accepted()
    {
        Counter<Point> counter = new("c", static (in Point p) => p.Amount, static (in Point p) => p.Key == 0);
        counter.HandleEvent(new Point(0, 2)).ShouldBeTrue();
        counter.HandleEvent(new Point(1, 2)).ShouldBeFalse();
        counter.HandleEvent(new Point(0, -2)).ShouldBeFalse();
        counter.Read().ShouldBe(new CounterState { Total = 2, Ignored = 1 });
    }

    [Test]
    public void A_difference_shows_what_came_since()
    {
        Counter<Point> counter = new("c", static (in Point p) => p.Amount);
        using MetricStage stage = new(counter);
        SnapshotBaseline since = new();
        stage.Send(new Point(Amount: 5), new Point(Amount: -1));
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString().ShouldBe("c { total = 5, ignored = 1 }");
        stage.Send(new Point(Amount: 7));
        stage.Recorder.GetMetricSnapshots(since)["c"].ToString().ShouldBe("c { total = 7 }");
        counter.Snapshot().ToString().ShouldBe("c { total = 12, ignored = 1 }");
    }

    [Test]
    public void Bad_names_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Counter<Tick>(" ")).ParamName.ShouldBe("name");
        Should.Throw<ArgumentNullException>(() => new Counter<Tick>(null!)).ParamName.ShouldBe("name");
    }
}
