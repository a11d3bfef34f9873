using Microsoft.Extensions.Primitives;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Which format a request gets.</summary>
[TestFixture]
internal sealed class AcceptHeaderTests
{
    private const string Prometheus =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    [TestCase(Prometheus)]
    [TestCase("application/openmetrics-text")]
    [TestCase("application/openmetrics-text; version=1.0.0; charset=utf-8")]
    [TestCase("APPLICATION/OpenMetrics-Text;VERSION=\"1.0.0\"")]
    [TestCase("text/plain;q=0.5, application/openmetrics-text;q=0.6")]
    [TestCase("text/plain, application/openmetrics-text")]
    [TestCase("text/*, application/openmetrics-text")]
    [TestCase("text/plain;version=0.0.4;q=0.1, text/plain;q=0.9, application/openmetrics-text;q=0.5")]
    public void OpenMetrics_where_it_is_asked_for_and_not_less_wanted(string accept) =>
        AcceptHeader.Choose(accept).ShouldBe(ExpositionFormat.OpenMetrics);

    [TestCase("")]
    [TestCase("*/*")]
    [TestCase("text/plain")]
    [TestCase("text/plain; version=0.0.4")]
    [TestCase("text/html, */*;q=0.8")]
    [TestCase("application/*")]
    [TestCase("application/json")]
    [TestCase("application/openmetrics-text;version=0.0.1")]
    [TestCase("application/openmetrics-text;version=2.0.0")]
    [TestCase("application/openmetrics-text;q=0")]
    [TestCase("application/openmetrics-text;q=0.4, text/plain;q=0.5")]
    [TestCase("application/openmetrics-text;q=0.4, */*;q=0.5")]
    [TestCase("application/openmetrics-text;q=nonsense")]
    [TestCase("application/openmetrics-text;version=1.0.0;q=2")]
    [TestCase("application/openmetrics-text;;;,,,=/;")]
    [TestCase("openmetrics")]
    [TestCase("application/openmetrics-text;version=\"1.0.0")]
    [TestCase("\0\u0001\ud800")]
    [TestCase(";q=1,/,*/")]
    public void The_text_format_for_everything_else_malformed_headers_included(string accept) =>
        AcceptHeader.Choose(accept).ShouldBe(ExpositionFormat.Text);

    [Test]
    public void No_header_several_headers_and_null()
    {
        AcceptHeader.Choose(StringValues.Empty).ShouldBe(ExpositionFormat.Text);
        AcceptHeader.Choose(new StringValues((string?)null)).ShouldBe(ExpositionFormat.Text);
        AcceptHeader.Choose(new StringValues(["text/plain;q=0.5", "application/openmetrics-text"])).ShouldBe(ExpositionFormat.OpenMetrics);
        AcceptHeader.Choose(new StringValues(["text/plain;q=0.5", "x;;", null])).ShouldBe(ExpositionFormat.Text);
    }

    [Test]
    public void A_header_that_was_seen_costs_nothing_and_strange_ones_are_not_kept_without_bound()
    {
        AcceptHeader.Choose(Prometheus).ShouldBe(ExpositionFormat.OpenMetrics);
        for (int i = 0; i < 1000; i++) AcceptHeader.Choose($"strange/{i}").ShouldBe(ExpositionFormat.Text);
        Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++) AcceptHeader.Choose(Prometheus);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
        AcceptHeader.Choose("strange/999999, application/openmetrics-text").ShouldBe(ExpositionFormat.OpenMetrics);
    }
}
