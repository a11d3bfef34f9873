namespace MvxMetrics.Disruptor;

/// <summary>
/// The units of dimensions, in UCUM. The unit of a metric is that of its values, and some dimensions count events instead.
/// </summary>
internal static class SeriesUnit
{
    private const string Events = "{event}";

    /// <summary>The unit of a dimension, or null if it is not known.</summary>
    public static string? Of(MetricDescriptor metric, string dimension) => metric.Kind switch
    {
        MetricKind.Custom => metric.Unit,
        _ when dimension is WellKnownDimensions.Ignored or WellKnownDimensions.Unnamed or WellKnownDimensions.OutOfRange => Events,
        MetricKind.Rate when dimension.StartsWith(WellKnownDimensions.RatePrefix, StringComparison.Ordinal) => "{event}/s",
        MetricKind.Rate when dimension.StartsWith(WellKnownDimensions.SumRatePrefix, StringComparison.Ordinal) => $"{metric.Unit ?? "1"}/s",
        MetricKind.TopK or MetricKind.Counter or MetricKind.UpDownCounter => metric.Unit,
        _ when dimension == WellKnownDimensions.Count
            || dimension.StartsWith(WellKnownDimensions.AtOrBelowPrefix, StringComparison.Ordinal) => Events,
        _ => metric.Unit,
    };
}
