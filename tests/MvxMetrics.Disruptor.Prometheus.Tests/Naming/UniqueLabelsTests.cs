using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Label sets that come out alike stay apart.</summary>
[TestFixture]
internal sealed class UniqueLabelsTests
{
    [Test]
    public void Who_comes_later_gets_a_label_with_the_next_free_number()
    {
        UniqueLabels labels = new();
        labels.Of("a=\"1\"").ShouldBe("a=\"1\"");
        labels.Of("a=\"1\",duplicate=\"2\"").ShouldBe("a=\"1\",duplicate=\"2\"");
        labels.Of("a=\"1\"").ShouldBe("a=\"1\",duplicate=\"3\"");
        labels.Of("a=\"1\"").ShouldBe("a=\"1\",duplicate=\"4\"");
        labels.Of("A=\"1\"").ShouldBe("A=\"1\"");
        labels.Of(string.Empty).ShouldBe(string.Empty);
        labels.Of(string.Empty).ShouldBe("duplicate=\"2\"");
    }

    [Test]
    public void What_cannot_be_written_is_shown_by_its_number_and_stays_apart([Values] ExpositionFormat format)
    {
        using Scene scene = new(new PrometheusOptions { OwnAccount = false });
        foreach (string id in (string[])["a\0b", @"a\u0000b", "a\ud800b", "a\udc00", "a\ud83d\ude00b"])
            scene.Record(id, new Counter<Point>("c"), new Histogram<Point>("h", static (in Point p) => p.Value));

        Exposition read = scene.Scrape(format);
        read.Samples.Where(static s => s.Name == "c_total").Select(static s => (s["recorder"], s["duplicate"])).ShouldBe(
            [(@"a\u0000b", null), (@"a\u0000b", "2"), (@"a\ud800b", null), ("a\ud83d\ude00b", null), (@"a\udc00", null)],
            ignoreOrder: true);
    }
}
