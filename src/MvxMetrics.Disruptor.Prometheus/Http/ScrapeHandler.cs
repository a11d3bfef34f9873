using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MvxMetrics.Disruptor;

/// <summary>Answers a scrape over HTTP. Any number of requests at the same time.</summary>
internal sealed class ScrapeHandler(MetricsExposition exposition)
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <summary>
    /// Answers a GET with the metrics, and a HEAD with the headers only. A client that has gone or is too slow is not an error.
    /// </summary>
    public Task HandleAsync(IFeatureCollection features)
    {
        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        ExpositionFormat format = AcceptHeader.Choose(request.Headers.Accept);
        IHeaderDictionary headers = features.GetRequiredFeature<IHttpResponseFeature>().Headers;
        headers.ContentType = format == ExpositionFormat.OpenMetrics ? OpenMetrics : Text;
        headers.Vary = "Accept";
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : WriteAsync(features, format);
    }

    private Task WriteAsync(IFeatureCollection features, ExpositionFormat format)
    {
        IHttpResponseBodyFeature body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        ValueTask<bool> writing = exposition.WriteAsync(body.Writer, format);
        if (!writing.IsCompletedSuccessfully) return AwaitAsync(writing, features);
        _ = writing.Result;
        return Task.CompletedTask;
    }

    private static async Task AwaitAsync(ValueTask<bool> writing, IFeatureCollection features)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            features.Get<IHttpRequestLifetimeFeature>()?.Abort(); // half a response must not look like a whole one
        }
    }
}
