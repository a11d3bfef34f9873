using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Processor time of the calling thread alone: the test host has busy threads of its own. Linux.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTimeClock = 3;

    public static TimeSpan ProcessorTime()
    {
        ClockGetTime(ThreadProcessorTimeClock, out Timespec time).ShouldBe(0);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Timespec time);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
