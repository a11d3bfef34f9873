namespace MvxMetrics.Disruptor;

/// <summary>The id is in use: by a recorder of this runtime, or by one that is being created.</summary>
public sealed class RecorderAlreadyExistsException : MetricsException
{
    internal RecorderAlreadyExistsException(string id)
        : base($"CreateRecorder was refused: this runtime already has a recorder '{id}'. Choose another id, or remove that recorder first.")
    {
    }
}
