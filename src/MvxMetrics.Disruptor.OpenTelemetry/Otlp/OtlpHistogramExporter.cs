using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Sends the histograms of a runtime. For the SDK it is an exporter, because an exporter knows its provider, and so its resource.
/// </summary>
internal sealed class OtlpHistogramExporter : BaseExporter<OpenTelemetry.Metrics.Metric>
{
    /// <summary>The meter of the exporter's own account.</summary>
    public const string MeterName = "MvxMetrics.Disruptor.Otlp";

    private readonly RuntimeHistograms _histograms;
    private readonly OtlpClient _client;
    private readonly ILogger _logger;
    private readonly ScopeData _scope;
    private readonly bool _isDelta;
    private readonly TimeSpan _timeout;
    private readonly Meter _meter;
    private readonly System.Diagnostics.Metrics.Counter<long> _exports;
    private readonly System.Diagnostics.Metrics.Counter<long> _rejected;

    public OtlpHistogramExporter(MetricsRuntime runtime, OtlpHistogramOptions options, OtlpClient client, ILoggerFactory? loggerFactory)
    {
        _isDelta = options.IsDelta;
        _timeout = TimeSpan.FromMilliseconds(options.Exporter.TimeoutMilliseconds);
        _histograms = new RuntimeHistograms(runtime, _isDelta, options.Bounds);
        _client = client;
        _logger = loggerFactory?.CreateLogger("MvxMetrics.Disruptor.OpenTelemetry") ?? NullLogger.Instance;
        _scope = new ScopeData
        {
            Name = MetricsMeterOptions.DefaultMeterName,
            Version = AdapterVersion.Text,
            Attributes = { OtlpMessages.Attribute("mvx.runtime", runtime.Namespace) },
        };
        _meter = new Meter(new MeterOptions(MeterName) { Version = _scope.Version, Tags = [new("mvx.runtime", runtime.Namespace)] });
        _exports = _meter.CreateCounter<long>("mvx.otlp.exports", "{export}", "Exports of histograms, by outcome.");
        _rejected = _meter.CreateCounter<long>(
            "mvx.otlp.rejected_points", "{point}", "Points of histograms that the receiver said it did not take.");
    }

    /// <summary>Reads all histograms and sends them. It never throws. False: they were not delivered. One call at a time.</summary>
    /// <param name="timeoutMilliseconds">How long it may take. Infinite: as long as the options say.</param>
    public bool Send(int timeoutMilliseconds)
    {
        if (ParentProvider is null) return true; // the provider is being built

        using IDisposable _ = SuppressInstrumentationScope.Begin();
        long started = Stopwatch.GetTimestamp();
        _histograms.Read(DateTimeOffset.UtcNow, (recorder, error) => OtlpLog.NotRead(_logger, recorder, error));
        ExportRequest? request = OtlpMessages.Request(ParentProvider.GetResource(), _scope, _histograms.Recorders, _isDelta);
        if (request is null)
        {
            _histograms.Delivered();
            return true;
        }

        TimeSpan left = timeoutMilliseconds == Timeout.Infinite
            ? _timeout
            : TimeSpan.FromMilliseconds(timeoutMilliseconds) - Stopwatch.GetElapsedTime(started);
        return left > TimeSpan.Zero && Send(request, left < _timeout ? left : _timeout);
    }

    /// <summary>Not called: the reader collects no metrics of the SDK.</summary>
    public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch) => ExportResult.Success;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _meter.Dispose();
            _client.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Send(ExportRequest request, TimeSpan timeout)
    {
        try
        {
            ExportResponse response = _client.Send(request, timeout);
            _histograms.Delivered();
            _exports.Add(1, new KeyValuePair<string, object?>("outcome", "delivered"));

            // The protocol forbids sending again what was rejected in this way.
            if (response.PartialSuccess is { } partial && (partial.RejectedPoints > 0 || partial.ErrorMessage.Length > 0))
            {
                _rejected.Add(partial.RejectedPoints);
                OtlpLog.Rejected(_logger, _client.Endpoint, partial.RejectedPoints, partial.ErrorMessage);
            }

            return true;
        }
#pragma warning disable CA1031 // whatever the network, the receiver or the application's client does, the application goes on
        catch (Exception error)
#pragma warning restore CA1031
        {
            _exports.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
            OtlpLog.NotDelivered(_logger, _client.Endpoint, error);
            return false;
        }
    }
}
