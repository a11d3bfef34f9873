using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Sleeps of less than a millisecond, which .NET's own waits do not offer. Nothing wakes the sleeper early, so it is for
/// pauses that are bounded by themselves.
/// </summary>
internal static partial class ShortSleep
{
    /// <summary>Whether the operating system offers it; where not, the caller spins.</summary>
    public static bool IsAvailable { get; } = (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && CanSleep();

    /// <summary>
    /// Sleeps for a time below a second and what the operating system adds to it: about 50 µs by the slack of Linux' timers, on
    /// virtual machines more than 100. Allocates nothing.
    /// </summary>
    public static void Sleep(TimeSpan time)
    {
        TimeSpec spec = new() { Nanoseconds = (nint)time.TotalNanoseconds };
        _ = NanoSleep(in spec, 0); // interrupted: shorter, which is as good
    }

    private static bool CanSleep()
    {
        try
        {
            Sleep(TimeSpan.Zero);
            return true;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // a system without a C library of that name
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec time, nint remaining);

    // Both members have the width of a pointer on every system that this is used on.
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
