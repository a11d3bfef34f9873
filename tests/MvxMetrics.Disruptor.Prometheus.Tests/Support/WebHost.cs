using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Serves an exposition: by ASP.NET Core's endpoint, or by the listener.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _server;

    private WebHost(IAsyncDisposable server, Uri url)
    {
        _server = server;
        Url = url;
    }

    public Uri Url { get; }

    public static async Task<WebHost> StartAsync(bool isListener, MetricsRuntime runtime, PrometheusOptions? options = null)
    {
        if (isListener)
        {
            MetricsListener listener = await MetricsListener.StartAsync(
                [runtime], new MetricsListenerOptions { Port = 0, StopTimeout = TimeSpan.FromSeconds(1) }, options);
            return new WebHost(listener, listener.Url);
        }

        return await StartApplicationAsync(runtime, application => application.MapMvxMetrics(options: options));
    }

    /// <summary>Serves some bytes at the same path.</summary>
    public static Task<WebHost> StartPageAsync(byte[] page) => StartApplicationAsync(
        null, application => application.MapGet("/metrics", (HttpContext context) => context.Response.Body.WriteAsync(page).AsTask()));

    private static async Task<WebHost> StartApplicationAsync(MetricsRuntime? runtime, Action<WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (runtime is not null) builder.Services.AddSingleton(runtime);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(static o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        map(application);
        await application.StartAsync();
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new WebHost(application, new Uri(new Uri(address), "/metrics"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
