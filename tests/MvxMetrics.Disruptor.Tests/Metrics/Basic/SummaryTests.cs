using System.Globalization;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A summary: what it accepts, ignores and shows.</summary>
[TestFixture]
internal sealed class SummaryTests
{
    [Test]
    public void A_summary_shows_count_sum_extremes_and_mean_of_finite_values()
    {
        Summary<Point> summary = new("durations", static (in Point p) => p.Value, static (in Point p) => p.Value < 100);
        using MetricStage stage = new(summary);
        summary.Snapshot().Dimensions.Keys.ShouldBe(["count", "sum"]);

        Send(stage, 4, -2, 7, -5, 1000, double.NaN, double.NegativeInfinity);

        SummaryState state = summary.Read();
        (state.Count, state.Sum, state.Min, state.Max, state.Mean).ShouldBe((4, 4, -5, 7, 1));
        summary.Snapshot().Dimensions.Keys.ShouldBe(["count", "sum", "min", "max", "mean", "stddev", "ignored"]);
        summary.Snapshot().ToString().ShouldBe(
            $"durations {{ count = 4, sum = 4, min = -5, max = 7, mean = 1, "
            + $"stddev = {Math.Sqrt(22.5).ToString(CultureInfo.InvariantCulture)}, ignored = 1 }}");
        summary.Kind.ShouldBe(MetricKind.Summary);
    }

    [Test]
    public void A_first_value_below_zero_is_both_smallest_and_largest()
    {
        Summary<Point> summary = new("durations", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        Send(stage, -4.5);
        (summary.Read().Min, summary.Read().Max).ShouldBe((-4.5, -4.5));
    }

    [Test]
    public void A_summary_starts_its_extremes_anew_and_keeps_its_sums()
    {
        Summary<Point> summary = new("time", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        Send(stage, 2, 6);
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        summary.Snapshot().ToString().ShouldBe("time { count = 2, sum = 8, mean = 4, stddev = 2 }");
        Send(stage, 4);
        SummaryState state = summary.Read();
        (state.Count, state.Sum, state.Min, state.Max, state.Mean).ShouldBe((3, 12, 4, 4, 4));
    }

    [Test]
    public void Values_whose_squares_are_beyond_a_double_have_a_deviation()
    {
        Summary<Point> summary = new("time", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        Send(stage, 1e200, -1e200, 3);
        summary.Snapshot()["stddev"].ToDouble().ShouldBe(1e200 * Math.Sqrt(2.0 / 3), 1e186);
        summary.Snapshot()["max"].ToDouble().ShouldBe(1e200);

        SnapshotBaseline since = new();
        stage.Recorder.GetMetricSnapshots(since);
        Send(stage, 3);
        stage.Recorder.GetMetricSnapshots(since)["time"]["count"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void A_difference_of_sums_beyond_a_double_stays_finite()
    {
        Summary<Point> summary = new("s", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        SnapshotBaseline seen = new();
        Send(stage, -1.7e308);
        stage.Recorder.GetMetricSnapshots(seen);
        Send(stage, 1.7e308, 1.7e308);
        double.IsFinite(stage.Recorder.GetMetricSnapshots(seen)["s"]["sum"].ToDouble()).ShouldBeTrue();
    }

    [Test]
    public void A_summary_without_a_selector_is_refused() =>
        Should.Throw<ArgumentNullException>(() => new Summary<Tick>("s", null!)).ParamName.ShouldBe("value");

    private static void Send(MetricStage stage, params double[] values) => stage.Send([.. values.Select(static v => new Point(Value: v))]);
}
