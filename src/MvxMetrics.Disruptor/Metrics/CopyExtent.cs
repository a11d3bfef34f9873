namespace MvxMetrics.Disruptor.Metrics;

/// <summary>How much of a state a reader needs.</summary>
internal enum CopyExtent
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>What dimensions are written from; the rest of the destination is left as it was.</summary>
    Shown,
}
