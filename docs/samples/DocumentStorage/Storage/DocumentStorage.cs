using System.Diagnostics;
using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>
/// The production component: saves documents in a folder. All it knows of metrics is a recorder, which may be null; it
/// does not know who counts, what is counted, or who looks at it.
/// </summary>
internal sealed class DocumentStorage(string folder, MetricsRecorder? metrics)
{
    /// <summary>Saves a document under its id; fails when the id is empty or the path cannot be written.</summary>
    public SaveResult Save(string id, ReadOnlySpan<byte> content)
    {
        long started = Stopwatch.GetTimestamp();
        SaveOutcome outcome = TrySave(id, content);
        SaveResult result = new(outcome, Stopwatch.GetElapsedTime(started));
        metrics?.TryRegisterEvent(new DocumentSaveAttempt(outcome, result.Duration.Ticks / TimeSpan.TicksPerMicrosecond));
        return result;
    }

    private SaveOutcome TrySave(string id, ReadOnlySpan<byte> content)
    {
        if (string.IsNullOrWhiteSpace(id)) return SaveOutcome.InvalidId;
        try
        {
            using FileStream file = new(Path.Combine(folder, id), FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
            return SaveOutcome.Success;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return SaveOutcome.NotWritable;
        }
    }
}
