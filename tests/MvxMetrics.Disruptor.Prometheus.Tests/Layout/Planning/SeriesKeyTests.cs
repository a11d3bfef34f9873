namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What is the same series: by references, and by names.</summary>
[TestFixture]
internal sealed class SeriesKeyTests
{
    private static readonly MetricDescriptor s_metric = new("m", MetricKind.Custom);

    [Test]
    public void Names_are_equal_as_text_and_metrics_by_reference()
    {
        SeriesKey one = new(s_metric, "key", "name");
        SeriesKey copy = new(s_metric, new string("key"), new string("name"));
        one.ShouldBe(copy);
        one.GetHashCode().ShouldBe(copy.GetHashCode());
        one.ShouldNotBe(new SeriesKey(new MetricDescriptor("m", MetricKind.Custom), "key", "name"));
        one.ShouldNotBe(new SeriesKey(s_metric, null, "name"));
        one.ShouldNotBe(new SeriesKey(s_metric, "key", "Name"));
        new SeriesKey(s_metric, null, "name").ShouldNotBe(new SeriesKey(s_metric, string.Empty, "name"));
        one.Equals("key").ShouldBeFalse();
    }

    [Test]
    public void The_same_by_reference_is_not_what_is_only_equal()
    {
        string key = new("key".AsSpan());
        string name = new("name".AsSpan());
        SeriesKey series = new(s_metric, key, name);
        series.IsSame(s_metric, key, name).ShouldBeTrue();
        series.IsSame(s_metric, new string(key.AsSpan()), name).ShouldBeFalse();
        series.IsSame(s_metric, key, new string(name.AsSpan())).ShouldBeFalse();
        series.IsSame(s_metric with { }, key, name).ShouldBeFalse();
        new SeriesKey(s_metric, null, name).IsSame(s_metric, null, name).ShouldBeTrue();
    }
}
