namespace MvxMetrics.Disruptor;

/// <summary>Where a runtime stands in its life.</summary>
public enum RuntimeStatus
{
    /// <summary>Constructed; its memory is allocated, its thread not started.</summary>
    Created,

    /// <summary>Its thread is being started.</summary>
    Starting,

    /// <summary>Recorders can be created and process events.</summary>
    Running,

    /// <summary>Recorders are being stopped, everything accepted is being applied.</summary>
    Stopping,

    /// <summary>Shut down. Final.</summary>
    Closed,

    /// <summary>The start or the loop failed; <see cref="MetricsRuntime.LastError"/> says how. Final, but for Dispose.</summary>
    Faulted,
}
