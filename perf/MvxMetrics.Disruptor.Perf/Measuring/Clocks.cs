using System.Diagnostics;
using System.Runtime.InteropServices;
using MathNet.Numerics.Statistics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>The clocks of the harness, and what reading each of them costs.</summary>
internal static partial class Clocks
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Nanoseconds between two readings of the wall clock with nothing in between: the median.</summary>
    public static double WallCost { get; } = Cost(static () => Stopwatch.GetTimestamp(), 1e9 / Stopwatch.Frequency);

    /// <summary>Whether a thread's own processor time can be had.</summary>
    public static bool HasThreadCpu { get; } = OperatingSystem.IsLinux();

    /// <summary>Nanoseconds of processor time between two readings of <see cref="ThreadCpuNanoseconds"/>: the median.</summary>
    public static double ThreadCpuCost { get; } = HasThreadCpu ? Cost(ThreadCpuNanoseconds, 1) : 0;

    /// <summary>Processor time of the calling thread; a preempted thread does not pay for the others.</summary>
    public static long ThreadCpuNanoseconds()
    {
        if (GetTime(ThreadCpuTime, out TimeSpec time) != 0) throw new InvalidOperationException("The thread's clock cannot be read.");
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    /// <summary>Processor time of the whole process, in nanoseconds.</summary>
    public static double ProcessCpuNanoseconds() => Environment.CpuUsage.TotalTime.TotalNanoseconds;

    /// <summary>Nanoseconds since a timestamp of <see cref="Stopwatch"/>.</summary>
    public static double NanosecondsSince(long timestamp) => Stopwatch.GetElapsedTime(timestamp).Ticks * 100.0;

    private static double Cost(Func<long> read, double toNanoseconds)
    {
        double[] differences = new double[20_001];
        for (int i = 0; i < differences.Length; i++)
        {
            long before = read();
            differences[i] = (read() - before) * toNanoseconds;
        }

        return differences.AsSpan(10_000).ToArray().Median(); // the second half: compiled for good
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
