namespace MvxMetrics.Disruptor.Tests;

/// <summary>How dimensions move, by the whole list of each kind: an exporter that takes a gauge for a counter shows nonsense.</summary>
[TestFixture]
internal sealed class SeriesKindsTests
{
    /// <summary>Of each kind, what only grows, and what goes up and down and adds up; all others are gauges.</summary>
    private static readonly Dictionary<MetricKind, (string[] Growing, string[] UpAndDown)> s_sums = new()
    {
        [MetricKind.Custom] = (["total", "bytes_total", "_total"], []),
        [MetricKind.Gauge] = ([], []),
        [MetricKind.Summary] = (["count", "unnamed", "ignored"], ["sum"]),
        [MetricKind.Histogram] = (["count", "sum", "unnamed", "out_of_range", "le_10", "le_2500"], []),
        [MetricKind.Rate] = (["count", "sum", "unnamed", "ignored"], []),
        [MetricKind.TopK] = (["total", "ignored"], []),
    };

    /// <summary>Every dimension above, and others that look like them.</summary>
    private static readonly string[] s_dimensions =
    [
        .. s_sums.Values.SelectMany(static sums => sums.Growing).Distinct(),
        "value", "min", "max", "mean", "stddev", "bound", "key", "error", "p99.9", "rate_10s", "sum_rate_10s", "1",
        "subtotal", "total_count", "Total", "bytes_TOTAL", "LE_10", "counts", "summary",
    ];

    [TestCase(MetricKind.Custom)]
    [TestCase(MetricKind.Gauge)]
    [TestCase(MetricKind.Summary)]
    [TestCase(MetricKind.Histogram)]
    [TestCase(MetricKind.Rate)]
    [TestCase(MetricKind.TopK)]
    public void Of_a_kind_exactly_its_sums_are_no_gauges(MetricKind kind)
    {
        MetricDescriptor metric = new("m", kind);
        (string[] growing, string[] upAndDown) = s_sums[kind];

        s_dimensions.Where(d => metric.SeriesKindOf(d) == SeriesKind.Counter).ShouldBe(growing, ignoreOrder: true);
        s_dimensions.Where(d => metric.SeriesKindOf(d) == SeriesKind.UpDownCounter).ShouldBe(upAndDown, ignoreOrder: true);
    }

    [Test]
    public void Of_a_counter_everything_grows_and_of_an_up_down_counter_what_it_could_not_count()
    {
        MetricDescriptor counter = new("m", MetricKind.Counter);
        s_dimensions.ShouldAllBe(d => counter.SeriesKindOf(d) == SeriesKind.Counter);
        MetricDescriptor upDown = new("m", MetricKind.UpDownCounter);
        s_dimensions.Where(d => upDown.SeriesKindOf(d) == SeriesKind.Counter).ShouldBe(["unnamed", "ignored"], ignoreOrder: true);
        s_dimensions.ShouldNotContain(d => upDown.SeriesKindOf(d) == SeriesKind.Gauge);
    }

    [Test]
    public void Asking_allocates_nothing()
    {
        MetricDescriptor[] metrics = [.. Enum.GetValues<MetricKind>().Select(static kind => new MetricDescriptor("m", kind))];
        Ask();
        Allocations.Least(Ask).ShouldBe(0);

        long Ask()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (MetricDescriptor metric in metrics)
                foreach (string dimension in s_dimensions) metric.SeriesKindOf(dimension);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
