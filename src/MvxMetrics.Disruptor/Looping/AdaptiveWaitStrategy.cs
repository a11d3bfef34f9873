using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>Stays away from the producers: see <see cref="WaitStrategy.Adaptive"/>.</summary>
internal sealed class AdaptiveWaitStrategy : WaitStrategy
{
    /// <summary>Batches of at least this many events are followed up at once: the producers are ahead.</summary>
    private const int LargeBatch = 64;

    /// <summary>Empty passes with a back-off before the first park: about 200 µs.</summary>
    private const int BackOffPasses = 20;

    private static readonly long s_backOff = Stopwatch.Frequency / 100_000; // 10 µs

    protected internal override void Wait(in WaitContext context)
    {
        if (context.Events >= LargeBatch) return;
        if (context.EmptyPasses <= BackOffPasses) BackOff();
        else context.Park(ParkTime(context.EmptyPasses - BackOffPasses));
    }

    /// <summary>1, 2, 4, 8, 16, 32, then always 64 milliseconds: a wake-up can cost 100 microseconds of processor time and more.</summary>
    private static TimeSpan ParkTime(int parks) => TimeSpan.FromMilliseconds(1 << Math.Min(parks - 1, 6));

    // Spins on the clock, not on the lanes.
    private static void BackOff()
    {
        long started = Stopwatch.GetTimestamp();
        do Thread.SpinWait(20);
        while (Stopwatch.GetTimestamp() - started < s_backOff);
    }
}
