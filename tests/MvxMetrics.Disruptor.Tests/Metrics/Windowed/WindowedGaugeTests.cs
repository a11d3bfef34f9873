using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The last value of a sliding window, and the range of its values.</summary>
[TestFixture]
internal sealed class WindowedGaugeTests
{
    [Test]
    public void A_windowed_gauge_shows_the_last_value_of_the_window_or_none()
    {
        WindowedGauge<Point> gauge = new("g", TimeSpan.FromSeconds(2), static (in Point p) => p.Value, slices: 2);
        using MetricStage stage = new(gauge);
        stage.Send(new Point(Value: 9), new Point(Value: 5));
        stage.Pass(1);
        stage.Send(new Point(Value: 7));
        gauge.Snapshot().ToString().ShouldBe("g { value = 7, min = 5, max = 9 }");
        stage.Pass(1);
        gauge.Snapshot().ToString().ShouldBe("g { value = 7, min = 7, max = 7 }");
        stage.Pass(1);
        gauge.Snapshot().Dimensions.ShouldBeEmpty();
    }

    [Test]
    public void Values_that_are_not_finite_are_counted_in_their_slice_and_leave_with_it()
    {
        WindowedGauge<Point> gauge = new(
            "g", TimeSpan.FromSeconds(2), static (in Point p) => p.Value, static (in Point p) => p.Key == 0, slices: 2);
        using MetricStage stage = new(gauge);
        stage.Send(new Point(Value: double.NaN), new Point(1, Value: 3));
        gauge.Snapshot().ToString().ShouldBe("g { ignored = 1 }");
        stage.Pass(1);
        stage.Send(new Point(Value: double.NegativeInfinity), new Point(Value: -4));
        gauge.Snapshot().ToString().ShouldBe("g { value = -4, min = -4, max = -4, ignored = 2 }");
        stage.Pass(1);
        gauge.Snapshot().ToString().ShouldBe("g { value = -4, min = -4, max = -4, ignored = 1 }");
        gauge.Kind.ShouldBe(MetricKind.Gauge);
    }
}
