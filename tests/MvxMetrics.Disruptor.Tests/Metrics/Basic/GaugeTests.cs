using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A gauge: the last value, and its range since extremes were started anew.</summary>
[TestFixture]
internal sealed class GaugeTests
{
    [Test]
    public void A_gauge_shows_the_last_value_and_nothing_before_the_first()
    {
        Gauge<Point> gauge = new("level", static (in Point p) => p.Value);
        using MetricStage stage = new(gauge);
        gauge.Snapshot().Dimensions.ShouldBeEmpty();

        stage.Send(new Point(Value: 1.5), new Point(Value: -7.25), new Point(Value: double.NaN));

        gauge.Read().ShouldBe(new GaugeState { Count = 2, Value = -7.25, Min = -7.25, Max = 1.5, Ignored = 1 });
        gauge.Snapshot().ToString().ShouldBe("level { value = -7.25, min = -7.25, max = 1.5, ignored = 1 }");
    }

    [Test]
    public void A_gauge_starts_its_range_anew_at_the_value_it_has()
    {
        Gauge<Point> gauge = new("level", static (in Point p) => p.Value);
        using MetricStage stage = new(gauge);
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        gauge.Snapshot().Dimensions.ShouldBeEmpty();

        stage.Send(new Point(Value: 3), new Point(Value: -1), new Point(Value: 2), new Point(Value: double.PositiveInfinity));
        gauge.Snapshot().ToString().ShouldBe("level { value = 2, min = -1, max = 3, ignored = 1 }");
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        gauge.Snapshot().ToString().ShouldBe("level { value = 2, min = 2, max = 2, ignored = 1 }");
        stage.Send(new Point(Value: 2.5));
        gauge.Snapshot().ToString().ShouldBe("level { value = 2.5, min = 2, max = 2.5, ignored = 1 }");
    }

    [Test]
    public void A_gauge_takes_the_events_that_its_filter_includes()
    {
        Gauge<Point> gauge = new("level", static (in Point p) => p.Value, static (in Point p) => p.Key == 1, unit: "Cel");
        gauge.HandleEvent(new Point(0, Value: 5)).ShouldBeFalse();
        gauge.HandleEvent(new Point(1, Value: 6)).ShouldBeTrue();
        gauge.HandleEvent(new Point(1, Value: double.NaN)).ShouldBeFalse();
        gauge.Read().ShouldBe(new GaugeState { Count = 1, Value = 6, Min = 6, Max = 6, Ignored = 1 });
        (gauge.Kind, gauge.Unit).ShouldBe((MetricKind.Gauge, "Cel"));
    }

    [Test]
    public void A_gauge_without_a_selector_is_refused() =>
        Should.Throw<ArgumentNullException>(() => new Gauge<Tick>("g", null!)).ParamName.ShouldBe("value");
}
