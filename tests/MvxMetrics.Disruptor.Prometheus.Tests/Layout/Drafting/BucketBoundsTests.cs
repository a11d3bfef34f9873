namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Which bounds the buckets of a histogram get.</summary>
[TestFixture]
internal sealed class BucketBoundsTests
{
    private static readonly MetricDescriptor s_metric = new("h", MetricKind.Histogram);

    [Test]
    public void The_metrics_own_bounds_win_and_are_those_of_the_histograms_key()
    {
        (SeriesKey, long)[] told =
        [
            Told("a", "count"), Told("a", "le_10"), Told("a", "le_100"), Told("a", "le_many"), Told("a", string.Empty),
            Told("b", "le_7"), Told(null, "le_3"),
        ];
        BucketBounds.Of(told, "a", [1, 2], 1000).ShouldBe([10, 100]);
        BucketBounds.Of(told, "b", null, 1000).ShouldBe([7]);
        BucketBounds.Of(told, null, null, 1000).ShouldBe([3]);
    }

    [Test]
    public void Bounds_of_the_options_are_taken_as_far_as_the_range_goes()
    {
        (SeriesKey, long)[] told = [Told(null, "count")];
        BucketBounds.Of(told, null, [0, 5, 50, 51], 50).ShouldBe([0, 5, 50]);
        BucketBounds.Of(told, null, [51], 50).ShouldBeEmpty();
        BucketBounds.Of(told, null, [], 50).ShouldBeEmpty();
    }

    [Test]
    public void Without_any_there_is_a_ladder_up_to_the_highest_value()
    {
        BucketBounds.Of([], null, null, 100).ShouldBe([1, 2, 5, 10, 20, 50, 100]);
        BucketBounds.Of([], null, null, 0).ShouldBeEmpty();
        BucketBounds.Of([], null, null, long.MaxValue)[^1].ShouldBe(5_000_000_000_000_000_000);
    }

    private static (SeriesKey, long) Told(string? key, string name) => (new SeriesKey(s_metric, key, name), 0);
}
