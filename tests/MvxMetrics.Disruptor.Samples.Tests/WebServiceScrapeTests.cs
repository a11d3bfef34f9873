using Microsoft.AspNetCore.Builder;
using MvxMetrics.Disruptor.Prometheus.Tests;
using WebServiceSample;

namespace MvxMetrics.Disruptor.Samples.Tests;

/// <summary>The service as Prometheus sees it: a real server scrapes it, and its answers are what the clients did.</summary>
[TestFixture]
internal sealed class WebServiceScrapeTests
{
    private const string OfClients = """key!~"Metrics|Home|Health" """;

    [Test]
    public async Task What_Prometheus_answers_is_what_the_clients_did()
    {
        PrometheusServer.Require();
        await using WebApplication app = WebServiceApplication.Build(
            "--port", "0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.AspNetCore", "None");
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        using PrometheusServer server = await PrometheusServer.StartAsync(("web", new Uri(client.BaseAddress, "/metrics")));
        await server.UntilAsync("""up{job="web"}""", 1);

        (string Path, int Count)[] plan = [("/hello/you", 50), ("/orders/2", 20), ("/orders/3", 10), ("/fail", 5), ("/work/30", 3)];
        foreach ((string path, int count) in plan)
            for (int i = 0; i < count; i++) (await client.GetAsync(new Uri(path, UriKind.Relative))).Dispose();

        await server.UntilAsync($"sum(http_duration_seconds_count{{{OfClients}}})", 88);
        (await server.QueryAsync("""http_duration_seconds_count{key="Hello"}""")).ShouldBe(50);
        (await server.QueryAsync("""http_duration_seconds_count{key="Order"}""")).ShouldBe(30);
        (await server.QueryAsync("""http_duration_seconds_bucket{key="Work",le="0.025"}""")).ShouldBe(0);
        (await server.QueryAsync("""http_duration_seconds_bucket{key="Work",le="+Inf"}""")).ShouldBe(3);
        (await server.QueryAsync("""histogram_quantile(0.5, http_duration_seconds_bucket{key="Work"})""")).ShouldBeInRange(0.025, 0.5);
        (await server.QueryAsync("""http_requests_total{key="ClientError"}""")).ShouldBe(10);
        (await server.QueryAsync("""http_requests_total{key="ServerError"}""")).ShouldBe(5);
        (await server.QueryAsync("""http_requests_total{key="Success",recorder="http"}""")).ShouldBeGreaterThanOrEqualTo(73, "and scrapes");
        (await server.QueryAsync("mvx_events_dropped_total")).ShouldBe(0);
    }
}
