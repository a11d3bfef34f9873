using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>One path, two methods, and an answer to everything else.</summary>
[TestFixture]
internal sealed class ListenerApplicationTests
{
    [TestCase("GET", "/metrics", 200, true)]
    [TestCase("HEAD", "/metrics", 200, false)]
    [TestCase("GET", "/metrics/", 404, false)]
    [TestCase("GET", "/Metrics", 404, false)]
    [TestCase("GET", "/", 404, false)]
    [TestCase("POST", "/other", 404, false)]
    public async Task Only_the_path_itself_is_served(string method, string path, int status, bool hasBody)
    {
        (IHttpResponseFeature response, string body) = await AskAsync(method, path);
        response.StatusCode.ShouldBe(status);
        body.Contains("mvx_runtime_up 0\n", StringComparison.Ordinal).ShouldBe(hasBody);
        if (!hasBody) body.ShouldBeEmpty();
        response.Headers.ContentType.ToString().ShouldBe(status == 200 ? "text/plain; version=0.0.4; charset=utf-8" : "");
        response.Headers.Vary.ToString().ShouldBe(status == 200 ? "Accept" : "");
    }

    [TestCase("POST")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Another_method_is_told_which_ones_there_are(string method)
    {
        (IHttpResponseFeature response, string body) = await AskAsync(method, "/metrics");
        (response.StatusCode, response.Headers.Allow.ToString(), body).ShouldBe((405, "GET, HEAD", ""));
    }

    private static async Task<(IHttpResponseFeature Response, string Body)> AskAsync(string method, string path)
    {
        using MetricsRuntime runtime = new();
        using MemoryStream body = new();
        HttpResponseFeature response = new();
        FeatureCollection features = new();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = method, Path = path });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        ListenerApplication application = new(new ScrapeHandler(new MetricsExposition([runtime])), "/metrics");
        await application.ProcessRequestAsync(application.CreateContext(features));
        return (response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
