namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a round measures. Lower is better for all of them.</summary>
internal enum Quantity
{
    /// <summary>Nanoseconds of the calling thread for one call.</summary>
    Call,

    /// <summary>Nanoseconds of the loop's thread to apply one event.</summary>
    Apply,

    /// <summary>Nanoseconds of processor time of the whole process for one event.</summary>
    ProcessCpu,

    /// <summary>Nanoseconds of processor time of the producing thread alone for one event.</summary>
    ProducerCpu,

    /// <summary>Nanoseconds of the clock for one event, from the first call until the last event is applied.</summary>
    EndToEnd,

    /// <summary>Nanoseconds, the median of single calls or events.</summary>
    P50,

    /// <summary>Nanoseconds, the 99th percentile.</summary>
    P99,

    /// <summary>Nanoseconds, the 99.9th percentile.</summary>
    P999,

    /// <summary>Nanoseconds, the largest.</summary>
    Max,

    /// <summary>Percent of one core.</summary>
    CoreShare,
}
