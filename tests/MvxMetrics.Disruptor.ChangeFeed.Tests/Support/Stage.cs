using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>A recorder and two metrics to publish as, without a loop that runs.</summary>
internal sealed class Stage : IDisposable
{
    private readonly MetricsEventLoop _loop = new(new MetricsEventLoopOptions { LaneCount = 1, LaneBytes = 1024, SharedLaneBytes = 1024 });

    public Stage()
    {
        Recorder = _loop.CreateRecorder("entity");
        Recorder.Register(Metric);
        Recorder.Register(Second);
    }

    public MetricsRecorder Recorder { get; }

    public Metric Metric { get; } = new Counter<Small>("first");

    public Metric Second { get; } = new Counter<Small>("second");

    public bool Publish(ChangeFeed feed, long number) => feed.Publish(Recorder, Metric, new Small(number));

    public void Dispose() => _loop.Dispose();
}
