using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The buckets of a reading that hold values, one after the other.</summary>
[TestFixture]
internal sealed class HistogramBucketsTests
{
    [Test]
    public void Buckets_with_values_come_in_ascending_order_and_the_last_one_ends_with_the_range()
    {
        HistogramScale scale = new(1, 1001, 2);
        scale.HighestOf(scale.Count - 1).ShouldBe(1003, "the range ends within a bucket");
        long[] row = HistogramRows.Of(scale, 1001, 0, 300, 301, 5);
        List<string> shown = [];
        foreach (HistogramBucket bucket in new HistogramBuckets(scale, HistogramRow.BucketsOf((ReadOnlySpan<long>)row)))
            shown.Add(bucket.ToString());
        shown.ShouldBe(["0..0: 1", "5..5: 1", "300..301: 2", "1000..1001: 1"]);
    }

    [Test]
    public void Before_the_first_and_after_the_last_bucket_there_is_an_empty_one()
    {
        HistogramScale scale = new(1, 100, 1);
        HistogramBuckets buckets = new(scale, HistogramRow.BucketsOf((ReadOnlySpan<long>)HistogramRows.Of(scale, 3)));
        buckets.Current.ShouldBe(default);
        buckets.MoveNext().ShouldBeTrue();
        (buckets.Current.Lowest, buckets.Current.Highest, buckets.Current.Count).ShouldBe((3, 3, 1));
        for (int i = 0; i < 3; i++)
        {
            buckets.MoveNext().ShouldBeFalse();
            buckets.Current.ShouldBe(default);
        }
    }

    [Test]
    public void A_loop_goes_on_from_where_the_buckets_are()
    {
        HistogramScale scale = new(1, 100, 1);
        HistogramBuckets buckets = new(scale, HistogramRow.BucketsOf((ReadOnlySpan<long>)HistogramRows.Of(scale, 1, 2, 3)));
        buckets.MoveNext().ShouldBeTrue();
        List<long> rest = [];
        foreach (HistogramBucket bucket in buckets) rest.Add(bucket.Lowest);
        rest.ShouldBe([2, 3]);
    }

    [Test]
    public void A_new_reading_has_none() => new HistogramReading().Buckets.MoveNext().ShouldBeFalse();
}
