namespace MvxMetrics.Disruptor;

/// <summary>The status of a runtime.</summary>
public enum RuntimeStatus
{
    /// <summary>Constructed. Its memory is allocated, its thread is not started.</summary>
    Created,

    /// <summary>Its thread is being started.</summary>
    Starting,

    /// <summary>Recorders can be created and process events.</summary>
    Running,

    /// <summary>Recorders are being stopped, and all accepted events are being applied.</summary>
    Stopping,

    /// <summary>Shut down. This status is final.</summary>
    Closed,

    /// <summary>
    /// The start or the loop failed; <see cref="MetricsRuntime.LastError"/> says how. This status is final; only Dispose still works.
    /// </summary>
    Faulted,
}
