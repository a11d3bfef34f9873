using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Summaries by key: count, sum, extremes, mean and deviation of each key.</summary>
[TestFixture]
internal sealed class SummaryByTests
{
    private static readonly EventSelector<Point, int> s_key = static (in Point p) => (int)p.Key;

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

    [Test]
    public void A_key_that_has_only_ignored_values_is_shown_with_them()
    {
        SummaryBy<Point> summary = new("s", s_key, KeyNames.Range(2), static (in Point p) => p.Value);
        summary.HandleEvent(new Point(1, Value: double.NaN)).ShouldBeFalse();
        summary.Snapshot().ToString().ShouldBe("s { 1.count = 0, 1.sum = 0, 1.ignored = 1 }");
        summary.Kind.ShouldBe(MetricKind.Summary);
    }
}
