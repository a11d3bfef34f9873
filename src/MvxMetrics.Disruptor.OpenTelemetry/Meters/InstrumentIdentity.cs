namespace MvxMetrics.Disruptor;

/// <summary>Everything that identifies an instrument: two dimensions that differ in any of it cannot share one.</summary>
/// <param name="Metric">Name of the metric, as the application wrote it.</param>
/// <param name="Dimension">Name of the dimension, without its key.</param>
/// <param name="Kind">How its values move.</param>
/// <param name="Unit">Unit of its values, or null.</param>
/// <param name="IsInteger">Whether its values are integers, which stay exact.</param>
internal readonly record struct InstrumentIdentity(string Metric, string Dimension, SeriesKind Kind, string? Unit, bool IsInteger);
