namespace MvxMetrics.Disruptor;

/// <summary>What a <see cref="ResponseTime{TEvent}"/> keeps beside the buckets of its two histograms.</summary>
public struct ResponseTimeState
{
    internal HistogramState Service;
    internal HistogramState Response;
}
