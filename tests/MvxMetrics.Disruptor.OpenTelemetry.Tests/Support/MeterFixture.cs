namespace MvxMetrics.Disruptor.Tests;

/// <summary>A running runtime with one recorder for each test, and a meter of a name of its own.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class MeterFixture
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected MetricsRuntime Runtime { get; } = new(new MetricsRuntimeOptions { Namespace = "test" });

    protected MetricsRecorder Recorder { get; private set; } = null!;

    protected MetricsMeterOptions Options { get; } = new() { MeterName = $"test.{Guid.NewGuid():N}" };

    [SetUp]
    public void StartRuntime()
    {
        Runtime.Start();
        Recorder = Runtime.CreateRecorder("r");
    }

    [TearDown]
    public void DisposeRuntime() => Runtime.Dispose();

    /// <summary>Sends points and has them applied.</summary>
    protected void Send(params Point[] points) => Send(Recorder, points);

    /// <summary>Sends points to a recorder and has them applied.</summary>
    protected void Send(MetricsRecorder recorder, params Point[] points)
    {
        foreach (Point point in points) recorder.RegisterEvent(in point).ShouldBeTrue();
        Runtime.Flush(Patience).ShouldBeTrue();
    }
}
