namespace MvxMetrics.Disruptor;

/// <summary>What a reader found at a place.</summary>
internal enum SlotContent
{
    /// <summary>The change that it looked for, complete.</summary>
    Whole,

    /// <summary>That change has not been written to its end yet.</summary>
    NotYet,

    /// <summary>That change is no longer here, or never will be.</summary>
    Gone,
}
