namespace MvxMetrics.Disruptor;

/// <summary>How the metrics of a runtime appear as a meter. Read when the meter is made; changing it later has no effect.</summary>
public sealed class MetricsMeterOptions
{
    /// <summary>The name of the meter unless another one is chosen.</summary>
    public const string DefaultMeterName = "MvxMetrics.Disruptor";

    /// <summary>
    /// The name that listeners ask for: <c>dotnet-counters monitor --counters MvxMetrics.Disruptor</c>. Not blank. Runtimes of one
    /// process may share a name if their namespaces differ: the meter's tag <c>mvx.runtime</c>, the namespace, tells them apart.
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
