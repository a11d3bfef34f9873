namespace MvxMetrics.Disruptor;

/// <summary>The status of a recorder.</summary>
public enum RecorderStatus
{
    /// <summary>Constructed. No event has been processed. The first event starts it.</summary>
    Created,

    /// <summary>The starting hook runs. Events are held, and applied when the recorder is Running.</summary>
    Starting,

    /// <summary>Events are applied.</summary>
    Running,

    /// <summary>Accepted events are being applied; then the stopped hook runs. New events are refused.</summary>
    Stopping,

    /// <summary>Stopped without an error. The recorder can be started again, with its metrics and their state.</summary>
    Stopped,

    /// <summary>A metric, a hook or the loop failed; <see cref="MetricsRecorder.LastError"/> says which. This status is final.</summary>
    Faulted,
}
