namespace MvxMetrics.Disruptor.Metrics;

/// <summary>How much of a state a reader needs.</summary>
internal enum CopyExtent
{
    /// <summary>All of the state.</summary>
    Whole,

    /// <summary>Only what the dimensions are written from. The rest of the destination is left unchanged.</summary>
    Shown,
}
