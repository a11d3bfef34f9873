using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace DocumentStorageSample;

/// <summary>What is measured of the storage: one fact, three questions. Two are built in, one is the sample's own.</summary>
internal sealed class StorageMetrics
{
    public StorageMetrics(MetricsRecorder recorder)
    {
        recorder.Register(Attempts);
        recorder.Register(Outcomes);
        recorder.Register(Duration);
    }

    public DocumentSaveAttemptsMetric Attempts { get; } = new();

    /// <summary>How did they end.</summary>
    public CounterBy<DocumentSaveAttempt> Outcomes { get; } = new(
        "document_storage.save.outcomes", static (in e) => (int)e.Outcome, KeyNames.Of<SaveOutcome>());

    /// <summary>How long did they take, on average and at worst. Failed ones are left out: they say nothing about the disk.</summary>
    public Histogram<DocumentSaveAttempt> Duration { get; } = new(
        "document_storage.save.duration",
        static (in e) => e.DurationMicroseconds,
        static (in e) => e.Outcome == SaveOutcome.Success,
        unit: "us",
        options: new HistogramOptions { HighestValue = 600_000_000, SignificantDigits = Digits });

    /// <summary>Digits to which a percentile is right.</summary>
    public const int Digits = 2;
}
