using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A recorder in a loop that the test drives, under a clock that the test sets.</summary>
internal sealed class MetricStage : IDisposable
{
    public MetricStage(params Metric[] metrics)
    {
        Loop = new MetricsEventLoop(new MetricsEventLoopOptions
        {
            LaneCount = 2,
            LaneBytes = LaneRoom.BytesFor<Point>(4096),
            SharedLaneBytes = LaneRoom.BytesFor<Point>(64),
            TimeProvider = Time,
        });
        Recorder = Loop.CreateRecorder("r");
        foreach (Metric metric in metrics) Recorder.Register(metric);
        Loop.RunOnce().ShouldBe(0);
    }

    public FakeTimeProvider Time { get; } = new();

    public MetricsEventLoop Loop { get; }

    public MetricsRecorder Recorder { get; }

    /// <summary>Sends points and has them applied, without time going by.</summary>
    public void Send(params Point[] points)
    {
        foreach (Point point in points) Recorder.RegisterEvent(in point).ShouldBeTrue();
        Loop.RunOnce().ShouldBe(points.Length);
    }

    /// <summary>Lets time go by, then drives the loop once.</summary>
    public void Pass(double seconds)
    {
        Time.Advance(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        Loop.RunOnce();
    }

    public void Dispose() => Loop.Dispose();
}
