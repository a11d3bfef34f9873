namespace MvxMetrics.Disruptor;

/// <summary>The runtime has no recorder with this id.</summary>
public sealed class RecorderNotFoundException : MetricsException
{
    internal RecorderNotFoundException(string member, string id)
        : base($"{member} was refused: this runtime has no recorder '{id}'. RecorderIds lists those it has.")
    {
    }
}
