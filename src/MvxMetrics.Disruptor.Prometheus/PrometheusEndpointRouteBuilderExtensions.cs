using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The endpoint for ASP.NET Core.</summary>
public static class PrometheusEndpointRouteBuilderExtensions
{
    private static readonly string[] s_methods = ["GET", "HEAD"];

    /// <summary>Maps an endpoint that shows the metrics of some runtimes, or of all runtimes that are registered as services.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="runtimes">
    /// The runtimes, with different namespaces. Null: those registered as services (<c>AddSingleton&lt;MetricsRuntime&gt;</c>).
    /// </param>
    /// <param name="options">How to show the metrics. Null: the defaults.</param>
    /// <returns>The endpoint, for authorization requirements and other conventions.</returns>
    /// <exception cref="ArgumentNullException">The application or the pattern is null.</exception>
    /// <exception cref="ArgumentException">
    /// There is no runtime in the list, a runtime is null, two have the same namespace, or an option has a bad value; the message names it.
    /// </exception>
    /// <exception cref="InvalidOperationException">No runtime is registered as a service.</exception>
    public static IEndpointConventionBuilder MapMvxMetrics(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern = "/metrics",
        IEnumerable<MetricsRuntime>? runtimes = null,
        PrometheusOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ILoggerFactory? loggerFactory = endpoints.ServiceProvider.GetService<ILoggerFactory>();
        MetricsExposition exposition = new(runtimes ?? Registered(endpoints), options, loggerFactory);
        ScrapeHandler handler = new(exposition);
        RequestDelegate scrape = context => handler.HandleAsync(context.Features);
        return endpoints.MapMethods(pattern, s_methods, scrape).WithDisplayName("MvxMetrics scrape");
    }

    private static MetricsRuntime[] Registered(IEndpointRouteBuilder endpoints)
    {
        MetricsRuntime[] runtimes = [.. endpoints.ServiceProvider.GetServices<MetricsRuntime>()];
        if (runtimes.Length > 0) return runtimes;
        throw new InvalidOperationException(
            "MapMvxMetrics was called without runtimes, and no MetricsRuntime is registered as a service. Register one "
            + "(services.AddMvxMetrics() of MvxMetrics.Disruptor.Hosting, or a singleton of your own), "
            + "or hand the runtimes to MapMvxMetrics.");
    }
}
