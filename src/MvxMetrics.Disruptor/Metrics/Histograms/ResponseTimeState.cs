using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="ResponseTime{TEvent}"/> keeps beside the buckets of its two histograms.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct ResponseTimeState
{
    internal HistogramState Service;
    internal HistogramState Response;
}
