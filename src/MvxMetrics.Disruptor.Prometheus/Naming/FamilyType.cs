namespace MvxMetrics.Disruptor;

/// <summary>The types of families in use, as both formats know them.</summary>
internal enum FamilyType
{
    /// <summary>A value at one moment, or a sum that goes up and down.</summary>
    Gauge,

    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>Counts at or below bounds.</summary>
    Histogram,

    /// <summary>Quantiles, count and sum.</summary>
    Summary,
}
