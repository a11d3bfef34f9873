namespace MvxMetrics.Disruptor;

/// <summary>A shutdown ended, but not cleanly: recorders failed to stop, or accepted events could not be applied in time.</summary>
public sealed class RuntimeShutdownException : MetricsException
{
    internal RuntimeShutdownException(string name, long unappliedEvents, IReadOnlyDictionary<string, Exception> failures)
        : base(Describe(name, unappliedEvents, failures), failures.Count > 0 ? new AggregateException(failures.Values) : null)
    {
        UnappliedEvents = unappliedEvents;
        Failures = failures;
    }

    /// <summary>Accepted events that were not applied when the time was over.</summary>
    public long UnappliedEvents { get; }

    /// <summary>What went wrong with which recorder, by id.</summary>
    public IReadOnlyDictionary<string, Exception> Failures { get; }

    private static string Describe(string name, long unappliedEvents, IReadOnlyDictionary<string, Exception> failures)
    {
        string failed = failures.Count == 0
            ? string.Empty
            : $" Recorders that failed: {string.Join("; ", failures.Select(f => $"'{f.Key}' ({f.Value.GetType().Name}: {f.Value.Message})"))}.";
        string unapplied = unappliedEvents == 0
            ? string.Empty
            : $" {unappliedEvents} accepted event(s) could not be applied in time; look for a handler or hook that blocks, or allow more time.";
        return $"Runtime '{name}' is shut down, but not cleanly.{unapplied}{failed}";
    }
}
