using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MvxMetrics.Disruptor;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of the metrics to a host's health checks.</summary>
public static class MvxMetricsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the runtime that <c>services.AddMvxMetrics</c> added. Unhealthy: the runtime is Faulted or not Running. Degraded:
    /// events were dropped since the last check, or a recorder is Faulted; the application itself works. Healthy: otherwise. The data of
    /// the check is the runtime's account.
    /// </summary>
    /// <param name="builder">The result of <c>services.AddHealthChecks()</c>.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What to report instead of Unhealthy; null: Unhealthy.</param>
    /// <param name="tags">The tags by which checks can be filtered; null: none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The builder is null, or the name is null or blank.</exception>
    public static IHealthChecksBuilder AddMvxMetrics(
        this IHealthChecksBuilder builder,
        string name = "mvx_metrics",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        // A singleton, because it remembers the drops of its last check.
        builder.Services.TryAddSingleton<MetricsHealthCheck>();
        return builder.Add(new HealthCheckRegistration(
            name, static provider => provider.GetRequiredService<MetricsHealthCheck>(), failureStatus, tags));
    }
}
