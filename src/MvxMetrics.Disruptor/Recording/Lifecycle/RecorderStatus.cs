namespace MvxMetrics.Disruptor;

/// <summary>Where a recorder stands in its life.</summary>
public enum RecorderStatus
{
    /// <summary>Constructed; nothing processed yet. The first event starts it.</summary>
    Created,

    /// <summary>The starting hook runs; events are kept and applied once running.</summary>
    Starting,

    /// <summary>Events are applied.</summary>
    Running,

    /// <summary>Accepted events are being applied, then the stopped hook runs; new events are refused.</summary>
    Stopping,

    /// <summary>A clean end; the recorder can be started again with its metrics and their state.</summary>
    Stopped,

    /// <summary>A metric, a hook or the loop failed; <see cref="MetricsRecorder.LastError"/> says which. Final.</summary>
    Faulted,
}
