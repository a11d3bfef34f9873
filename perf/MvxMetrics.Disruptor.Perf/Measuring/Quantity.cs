namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a round measures. Lower is better for all of them but <see cref="EventsPerSecond"/>, which has no targets.</summary>
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

    /// <summary>Nanoseconds of the clock for one order of a loop that records nothing.</summary>
    Order,

    /// <summary>Nanoseconds of the clock that recording adds to one order of a loop.</summary>
    WallAdded,

    /// <summary>Nanoseconds of processor time that recording adds to the process for one order.</summary>
    CpuAdded,

    /// <summary>Lost events of a thousand.</summary>
    LostPerMille,

    /// <summary>Lost events of a burst, the mean over the bursts of a round.</summary>
    LostPerBurst,

    /// <summary>Events a second.</summary>
    EventsPerSecond,
}
