namespace MvxMetrics.Disruptor;

/// <summary>What a reader found at a place.</summary>
internal enum SlotContent
{
    /// <summary>The change that it looked for.</summary>
    Whole,

    /// <summary>That change has not been written to its end.</summary>
    NotYet,

    /// <summary>That change is there no longer, or never will be.</summary>
    Gone,
}
