using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A summary of the events in a sliding window.</summary>
[TestFixture]
internal sealed class WindowedSummaryTests
{
    [Test]
    public void A_windowed_summary_is_the_summary_of_the_events_in_the_window()
    {
        WindowedSummary<Point> summary = new("s", TimeSpan.FromSeconds(2), static (in Point p) => p.Value, slices: 2);
        using MetricStage stage = new(summary);
        stage.Send(new Point(Value: 1e9), new Point(Value: double.NaN));
        stage.Pass(1);
        stage.Send(new Point(Value: 1e9 + 4));
        summary.Snapshot()["stddev"].ToDouble().ShouldBe(2);
        summary.Snapshot()["ignored"].ToInt64().ShouldBe(1);
        stage.Pass(1);
        stage.Send(new Point(Value: 1e9 + 6));
        summary.Snapshot().ToString().ShouldBe(
            "s { count = 2, sum = 2000000010, min = 1000000004, max = 1000000006, mean = 1000000005, stddev = 1 }");
        stage.Recorder.ResetExtremes();
        stage.Send();
        summary.Snapshot()["min"].ToDouble().ShouldBe(1e9 + 4, "a window forgets by itself");
        stage.Pass(2);
        summary.Snapshot().ToString().ShouldBe("s { count = 0, sum = 0 }");
    }

    [Test]
    public void Extremes_and_deviation_are_those_of_all_slices_together()
    {
        WindowedSummary<Point> summary = new(
            "s", TimeSpan.FromSeconds(3), static (in Point p) => p.Value, static (in Point p) => p.Key == 0, slices: 3, unit: "ms");
        using MetricStage stage = new(summary);
        foreach (double value in (double[])[1, 9, 5])
        {
            if (value > 1) stage.Pass(1);
            stage.Send(new Point(Value: value), new Point(1, Value: 1000));
        }

        summary.Snapshot().ToString().ShouldStartWith("s { count = 3, sum = 15, min = 1, max = 9, mean = 5, stddev = ");
        summary.Snapshot()["stddev"].ToDouble().ShouldBe(Math.Sqrt(32 / 3.0), 1e-12);
        (summary.Kind, summary.Unit).ShouldBe((MetricKind.Gauge, "ms"));
    }
}
