using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A running runtime under a clock that the test sets, and its exposition.</summary>
internal sealed class Scene : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private MetricsExposition? _exposition;

    public Scene(PrometheusOptions? options = null, string name = "mvx")
    {
        Options = options ?? new PrometheusOptions { OwnAccount = false };
        Runtime = new MetricsRuntime(new MetricsRuntimeOptions
        {
            Namespace = name,
            EventLoop = { TimeProvider = Time, LaneCount = 8, LaneBytes = 8192 * 32, SharedLaneBytes = 64 * 32 },
        });
        Runtime.Start();
    }

    public PrometheusOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    public MetricsRuntime Runtime { get; }

    public MetricsExposition Exposition => _exposition ??= new MetricsExposition([Runtime], Options);

    /// <summary>A recorder with metrics.</summary>
    public MetricsRecorder Record(string id, params Metric[] metrics)
    {
        MetricsRecorder recorder = Runtime.CreateRecorder(
            id, new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = Patience });
        foreach (Metric metric in metrics) recorder.Register(metric);
        return recorder;
    }

    /// <summary>Sends points and has them applied.</summary>
    public void Send(MetricsRecorder recorder, params IEnumerable<Point> points)
    {
        foreach (Point point in points) recorder.RegisterEvent(in point).ShouldBeTrue();
        Runtime.Flush(Patience).ShouldBeTrue();
    }

    public Exposition Scrape(ExpositionFormat format = ExpositionFormat.OpenMetrics) => Scrape(Exposition, format);

    /// <summary>An exposition's bytes, parsed by all the rules.</summary>
    public static Exposition Scrape(MetricsExposition exposition, ExpositionFormat format = ExpositionFormat.OpenMetrics) =>
        ExpositionParser.Parse(BytesOf(exposition, format), format);

    public static byte[] BytesOf(MetricsExposition exposition, ExpositionFormat format)
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        exposition.WriteAsync(pipe.Writer, format).AsTask().GetAwaiter().GetResult().ShouldBeTrue();
        pipe.Writer.Complete();
        using MemoryStream bytes = new();
        pipe.Reader.CopyToAsync(bytes).GetAwaiter().GetResult();
        return bytes.ToArray();
    }

    public void Dispose() => Runtime.Dispose();
}
