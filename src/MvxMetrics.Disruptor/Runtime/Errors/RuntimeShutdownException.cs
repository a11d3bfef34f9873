namespace MvxMetrics.Disruptor;

/// <summary>A shutdown ended with errors: recorders failed to stop, or accepted events could not be applied in time.</summary>
public sealed class RuntimeShutdownException : MetricsException
{
    internal RuntimeShutdownException(
        string name,
        bool timedOut,
        long unappliedEvents,
        IEnumerable<KeyValuePair<string, Exception>> failures,
        Exception? loopError = null)
        : this(name, timedOut, unappliedEvents, new Dictionary<string, Exception>(failures), loopError)
    {
    }

    private RuntimeShutdownException(
        string name, bool timedOut, long unappliedEvents, Dictionary<string, Exception> failures, Exception? loopError)
        : base(
            Describe(name, timedOut, unappliedEvents, failures),
            loopError ?? (failures.Count > 0 ? new AggregateException(failures.Values) : null))
    {
        TimedOut = timedOut;
        UnappliedEvents = unappliedEvents;
        Failures = failures;
    }

    /// <summary>Whether the time limit passed before everything was done.</summary>
    public bool TimedOut { get; }

    /// <summary>The number of accepted events that were not applied.</summary>
    public long UnappliedEvents { get; }

    /// <summary>The errors of the recorders, by recorder id.</summary>
    public IReadOnlyDictionary<string, Exception> Failures { get; }

    private static string Describe(string name, bool timedOut, long unappliedEvents, Dictionary<string, Exception> failures)
    {
        string time = timedOut ? " Its time was over: look for a handler or hook that blocks, or allow more time." : string.Empty;
        string unapplied = unappliedEvents == 0 ? string.Empty : $" {unappliedEvents} accepted event(s) were not applied.";
        string failed = failures.Count == 0
            ? string.Empty
            : " Recorders that failed: "
                + $"{string.Join("; ", failures.Select(f => $"'{f.Key}' ({f.Value.GetType().Name}: {f.Value.Message})"))}.";
        return $"Runtime '{name}' is shut down, but not cleanly.{time}{unapplied}{failed}";
    }
}
