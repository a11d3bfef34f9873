using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Eventually
{
    public static void ShouldBeTrue(Func<bool> condition, string what, int seconds = 20)
    {
        long started = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(seconds))
                throw new ShouldAssertException($"Not within {seconds} s: {what}");
            spin.SpinOnce();
        }
    }
}
