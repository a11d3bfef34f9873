namespace MvxMetrics.Disruptor;

/// <summary>One runtime's part of a layout.</summary>
/// <param name="Source">The runtime.</param>
/// <param name="Listed">The list of recorders from which the plans were made. Another list means other recorders.</param>
/// <param name="FirstSlot">The first slot of its own account.</param>
/// <param name="Recorders">A plan for each recorder.</param>
internal sealed record RuntimePlan(
    RuntimeSource Source, IReadOnlyList<KeyValuePair<string, MetricsRecorder>> Listed, int FirstSlot, RecorderPlan[] Recorders)
{
    /// <summary>Whether the runtime still has the same recorders.</summary>
    public bool IsCurrent => ReferenceEquals(Listed, Source.Runtime.Recorders);
}
