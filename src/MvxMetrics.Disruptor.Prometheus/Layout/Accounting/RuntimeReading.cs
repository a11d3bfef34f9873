namespace MvxMetrics.Disruptor;

/// <summary>What a scrape reads of a runtime for the library's own account: read once for all of its series.</summary>
/// <param name="Status">The status.</param>
/// <param name="Events">What became of its events.</param>
/// <param name="ReadErrors">Reads of its recorders that failed.</param>
internal readonly record struct RuntimeReading(RuntimeStatus Status, RuntimeStatistics Events, long ReadErrors);
