using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MvxMetrics.Disruptor;

/// <summary>Checks the runtime and its recorders. Any thread. Each drop is reported by one check.</summary>
internal sealed class MetricsHealthCheck([FromKeyedServices(typeof(MetricsRuntimeService))] MetricsRuntime runtime) : IHealthCheck
{
    private readonly Lock _lock = new();

    /// <summary>
    /// The drops that a check has reported. Under the lock, together with the read of the account, because checks may run at the same time.
    /// </summary>
    private long _toldDrops;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        RuntimeStatus status = runtime.Status;
        (RuntimeStatistics account, long newDrops) = ReadAccount();
        string[] faulted = [.. runtime.Recorders.Where(static r => r.Value.Status == RecorderStatus.Faulted).Select(static r => r.Key)];
        Dictionary<string, object> data = new()
        {
            ["status"] = status.ToString(),
            ["attempted"] = account.Attempted,
            ["accepted"] = account.Accepted,
            ["processed"] = account.Processed,
            ["discarded"] = account.Discarded,
            ["pending"] = account.Pending,
            ["dropped"] = account.Dropped,
            ["dropped_since_last_check"] = newDrops,
            ["refused"] = account.Refused,
            ["recorders"] = runtime.Recorders.Count,
            ["recorders_faulted"] = string.Join(", ", faulted),
        };

        if (status != RuntimeStatus.Running)
        {
            return Task.FromResult(new HealthCheckResult(
                context.Registration.FailureStatus, $"The metrics runtime is {status}: nothing is measured.", runtime.LastError, data));
        }

        List<string> complaints = [];
        if (newDrops > 0) complaints.Add($"{newDrops} event(s) were dropped since the last check.");
        if (faulted.Length > 0) complaints.Add($"Recorders that are Faulted: {string.Join(", ", faulted)}.");
        return Task.FromResult(complaints.Count == 0
            ? HealthCheckResult.Healthy("Metrics are recorded, nothing was dropped since the last check.", data)
            : HealthCheckResult.Degraded(string.Join(' ', complaints), data: data));
    }

    private (RuntimeStatistics Account, long NewDrops) ReadAccount()
    {
        lock (_lock)
        {
            RuntimeStatistics account = runtime.Statistics;
            long newDrops = account.Dropped - _toldDrops;
            _toldDrops = account.Dropped;
            return (account, newDrops);
        }
    }
}
