namespace MvxMetrics.Disruptor;

/// <summary>
/// The names of the dimensions that the built-in metrics write, and the beginnings of names that end with a number. Metrics write them and
/// exporters look for them: each name is here, once. Your own metrics may use them too.
/// </summary>
public static class WellKnownDimensions
{
    /// <summary>The sum of all amounts: of a counter, an up-down counter, the most frequent keys.</summary>
    public const string Total = "total";

    /// <summary>The last value of a gauge.</summary>
    public const string Value = "value";

    /// <summary>The number of values or events.</summary>
    public const string Count = "count";

    /// <summary>The sum of the values.</summary>
    public const string Sum = "sum";

    /// <summary>The smallest value.</summary>
    public const string Min = "min";

    /// <summary>The largest value.</summary>
    public const string Max = "max";

    /// <summary>The mean of the values.</summary>
    public const string Mean = "mean";

    /// <summary>The standard deviation of the values.</summary>
    public const string StandardDeviation = "stddev";

    /// <summary>The number of values or amounts that the metric cannot take; absent while it is zero.</summary>
    public const string Ignored = "ignored";

    /// <summary>The number of events without a named key; absent while it is zero.</summary>
    public const string Unnamed = "unnamed";

    /// <summary>The number of values out of a histogram's range.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>Of a <c>TopK</c>: the largest count that a key without an entry can have.</summary>
    public const string Bound = "bound";

    /// <summary>Of a <c>TopK</c>: the key that has a rank.</summary>
    public const string Key = "key";

    /// <summary>Of a <c>TopK</c>: by how much the count of a key may be too large.</summary>
    public const string Error = "error";

    /// <summary>Begins the name of a percentile of a histogram: <c>p99.9</c>.</summary>
    public const string PercentilePrefix = "p";

    /// <summary>Begins the name of the number of values at or below a bound of a histogram: <c>le_1000</c>.</summary>
    public const string AtOrBelowPrefix = "le_";

    /// <summary>Begins the name of a rate of events a second: <c>rate_10s</c>.</summary>
    public const string RatePrefix = "rate_";

    /// <summary>Begins the name of a rate of amounts a second: <c>sum_rate_10s</c>.</summary>
    public const string SumRatePrefix = "sum_rate_";
}
