namespace MvxMetrics.Disruptor;

/// <summary>What is special about a sample.</summary>
[Flags]
internal enum SampleRules
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>OpenMetrics only: since when a sum counts. The line is whole, it is shown as its slot's sum is.</summary>
    Created = 1,

    /// <summary>OpenMetrics forbids negative values and NaN here; there they are left out.</summary>
    NotNegative = 2,
}
