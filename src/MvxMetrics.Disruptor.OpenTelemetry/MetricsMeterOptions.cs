namespace MvxMetrics.Disruptor;

/// <summary>
/// How the metrics of a runtime appear as a meter. The options are read when the meter is made; later changes have no effect.
/// </summary>
public sealed class MetricsMeterOptions
{
    /// <summary>The default name of the meter.</summary>
    public const string DefaultMeterName = "MvxMetrics.Disruptor";

    /// <summary>
    /// The name for which listeners ask: <c>dotnet-counters monitor --counters MvxMetrics.Disruptor</c>. Not blank. The runtimes of one
    /// process may have the same name if their namespaces differ: the meter's tag <c>mvx.runtime</c>, the namespace, tells them apart.
    /// </summary>
    public string MeterName { get; set; } = DefaultMeterName;

    /// <summary>A valid copy of the options, or the defaults.</summary>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    internal static MetricsMeterOptions Valid(MetricsMeterOptions? options)
    {
        options ??= new MetricsMeterOptions();
        ArgumentException.ThrowIfNullOrWhiteSpace(options.MeterName, nameof(MeterName));
        return new MetricsMeterOptions { MeterName = options.MeterName.Trim() };
    }
}
