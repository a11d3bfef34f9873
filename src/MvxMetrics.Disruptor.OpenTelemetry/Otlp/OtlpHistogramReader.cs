using System.Diagnostics;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A reader of the provider that collects no metrics of the SDK. At each collection it sends the histograms of a runtime. So they are sent
/// at the provider's flushes and its end, and also on a schedule of their own.
/// </summary>
internal sealed class OtlpHistogramReader : BaseExportingMetricReader
{
    private readonly OtlpHistogramExporter _exporter;
    private readonly TimeSpan _interval;
    private readonly int _timeoutMilliseconds;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;

    public OtlpHistogramReader(OtlpHistogramExporter exporter, TimeSpan interval, int timeoutMilliseconds)
        : base(exporter)
    {
        _exporter = exporter;
        _interval = interval;
        _timeoutMilliseconds = timeoutMilliseconds;
        _thread = new Thread(Run) { IsBackground = true, Name = "MvxMetrics OTLP histograms" };
        _thread.Start();
    }

    /// <summary>
    /// Sends the waiting histograms. It never throws. False: they were not delivered, and are in the next export. The base class makes one
    /// call at a time.
    /// </summary>
    protected override bool OnCollect(int timeoutMilliseconds) => _exporter.Send(timeoutMilliseconds);

    /// <inheritdoc/>
    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        long started = Stopwatch.GetTimestamp();
        _ended.Set();
        _thread.Join(timeoutMilliseconds);
        if (timeoutMilliseconds != Timeout.Infinite)
            timeoutMilliseconds = Math.Max(0, timeoutMilliseconds - (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return base.OnShutdown(timeoutMilliseconds); // collects for the last time
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended.Set(); // not disposed: the thread may still read it, and it holds nothing
        }

        base.Dispose(disposing);
    }

    private void Run()
    {
        while (!_ended.Wait(_interval)) Collect(_timeoutMilliseconds);
    }
}
