using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A loop with the smallest lanes, for events to be dropped in, on a clock that the test moves on.</summary>
internal static class DropStage
{
    public const int LaneBytes = 1024;

    public static MetricsEventLoop NewLoop(FakeTimeProvider clock) =>
        new(new MetricsEventLoopOptions { LaneBytes = LaneBytes, OverflowPolicy = OverflowPolicy.DropNewest, TimeProvider = clock });

    /// <summary>Fills the lane (of 64 ticks), drops so many more, and has the loop report it.</summary>
    public static void Drop(MetricsEventLoop loop, MetricsRecorder recorder, FakeTimeProvider clock, int events)
    {
        for (int i = 0; i < LaneBytes / 16; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        for (int i = 0; i < events; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeFalse();
        Tell(loop, clock);
    }

    public static void Tell(MetricsEventLoop loop, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(1.1));
        loop.RunOnce();
    }
}
