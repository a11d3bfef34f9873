namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Where a working loop records its events. Implemented by structs, so that the loop is compiled for each of them with the recording
/// inlined, as it would be in a loop that was written for it.
/// </summary>
internal interface IEventSink
{
    /// <summary>One event: one more of its outcome, and its duration.</summary>
    void Record(int outcome, long nanoseconds);
}
