namespace MvxMetrics.Disruptor.StressTests;

/// <summary>How a round ends.</summary>
internal enum Ending
{
    /// <summary>The producers end, the loop catches up, the books are compared, then the loop ends.</summary>
    Quiet,

    /// <summary>The loop ends while the producers go on.</summary>
    UnderFire,

    /// <summary>As under fire, with a handler that blocks: the runtime gives up on it.</summary>
    Blocked,
}
