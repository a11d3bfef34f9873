using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>The fact that production code reports: one attempt, how it ended, how long it took.</summary>
internal readonly record struct DocumentSaveAttempt(SaveOutcome Outcome, long DurationMicroseconds) : IMetricEvent
{
    public static string EventType => "document_storage.save.attempt";
}
