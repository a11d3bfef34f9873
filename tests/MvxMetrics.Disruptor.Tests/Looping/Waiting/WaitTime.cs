using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>How long one wait takes: the least of several, since what else a machine does makes it longer, never shorter.</summary>
internal static class WaitTime
{
    public delegate void Waiting(in WaitContext context);

    public static TimeSpan Least(
        MetricsEventLoop loop,
        Waiting wait,
        int events = 0,
        int emptyPasses = 1,
        TimeSpan? fillTime = null,
        double fullness = 0,
        TimeSpan? gap = null,
        int attempts = 5)
    {
        TimeSpan least = TimeSpan.MaxValue;
        for (int i = 0; i < attempts; i++)
        {
            WaitContext context = new(loop, events, emptyPasses, fillTime ?? TimeSpan.MaxValue, fullness, gap);
            long started = Stopwatch.GetTimestamp();
            wait(in context);
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            if (took < least) least = took;
        }

        return least;
    }

    public static void PostACommand(MetricsEventLoop loop) =>
        ((IRecorderHost)loop).Post(new ActionCommand(static () => { })).ShouldBeTrue();
}
