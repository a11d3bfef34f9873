namespace MvxMetrics.Disruptor;

/// <summary>What is special about a sample.</summary>
[Flags]
internal enum SampleRules
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>
    /// OpenMetrics only: the time since which a sum counts. The line is complete. It is shown when the sum in its slot is.
    /// </summary>
    Created = 1,

    /// <summary>OpenMetrics forbids negative values and NaN here: they are left out in that format.</summary>
    NotNegative = 2,
}
