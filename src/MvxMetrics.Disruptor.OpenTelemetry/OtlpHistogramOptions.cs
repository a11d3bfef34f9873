using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>How histograms are sent. The options are read when the provider is built; later changes have no effect.</summary>
public sealed class OtlpHistogramOptions
{
    private const int MaxBounds = 1000;

    internal OtlpHistogramOptions(OtlpExporterOptions exporter, MetricReaderOptions reader)
    {
        Exporter = exporter;
        Reader = reader;
    }

    /// <summary>
    /// Where and how to send, as for the SDK's own exporter: endpoint, protocol, headers, timeout, compression, HTTP client. At first they
    /// are as <c>OTEL_EXPORTER_OTLP_*</c> and the application's configuration set them.
    /// </summary>
    public OtlpExporterOptions Exporter { get; }

    /// <summary>
    /// How often to send, and whether cumulative or delta. At first they are as <c>OTEL_METRIC_EXPORT_INTERVAL</c> and
    /// <c>OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE</c> set them. The preference LowMemory means delta.
    /// </summary>
    public MetricReaderOptions Reader { get; }

    /// <summary>
    /// The bounds of buckets for metrics that have no bounds of their own (<see cref="HistogramOptions.Bounds"/>), in the metric's unit: 1
    /// to 1000 bounds, from 0 up, ascending. Null: 1, 2, 5, 10, 20, 50 and so on, up to the highest value that is in the histogram's range.
    /// </summary>
    public IReadOnlyList<long>? Bounds { get; set; }

    /// <summary>Milliseconds between two exports.</summary>
    internal int IntervalMilliseconds => Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds ?? 60_000;

    /// <summary>Milliseconds that one export of the schedule may take.</summary>
    internal int ExportTimeoutMilliseconds => Reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds ?? 30_000;

    internal bool IsDelta =>
        Reader.TemporalityPreference is MetricReaderTemporalityPreference.Delta or MetricReaderTemporalityPreference.LowMemory;

    /// <summary>Refuses bad values.</summary>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    internal void Validate()
    {
        if (IntervalMilliseconds <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds),
                IntervalMilliseconds,
                "ExportIntervalMilliseconds must be positive.");
        }

        if (ExportTimeoutMilliseconds is <= 0 and not Timeout.Infinite)
        {
            throw new ArgumentOutOfRangeException(
                nameof(PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds),
                ExportTimeoutMilliseconds,
                "ExportTimeoutMilliseconds must be positive, or -1 for none.");
        }

        if (Exporter.TimeoutMilliseconds <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Exporter.TimeoutMilliseconds), Exporter.TimeoutMilliseconds, "TimeoutMilliseconds must be positive.");
        }

        if (Bounds is not { } bounds) return;

        if (bounds.Count is 0 or > MaxBounds)
            throw new ArgumentOutOfRangeException(nameof(Bounds), bounds.Count, $"Bounds must number 1 to {MaxBounds}, or be null.");
        for (int i = 0; i < bounds.Count; i++)
        {
            if (bounds[i] < 0) throw new ArgumentOutOfRangeException(nameof(Bounds), bounds[i], "Bounds must not be negative.");
            if (i > 0 && bounds[i] <= bounds[i - 1])
                throw new ArgumentOutOfRangeException(nameof(Bounds), bounds[i], "Bounds must be in ascending order, none twice.");
        }
    }
}
