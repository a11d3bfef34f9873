using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Linux' futex: the kernel looks at the word and puts the thread to sleep in one step. Sleeps for microseconds, which .NET's
/// own waits do not offer (plus what the system adds: about 50 µs by the slack of its timers, on virtual machines 100 and more),
/// and is woken by one system call.
/// </summary>
internal sealed unsafe partial class FutexParkingPlace : IParkingPlace
{
    private const int WaitPrivate = 0 | 128;
    private const int WakePrivate = 1 | 128;

    /// <summary>The system call's number; -1 where it is not known here.</summary>
    private static readonly nint s_futex = !OperatingSystem.IsLinux() || nint.Size != 8 ? -1 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 98,
        _ => -1,
    };

    /// <summary>Whether the system offers it.</summary>
    public static bool IsAvailable { get; } = s_futex > 0 && CanWake();

    /// <inheritdoc/>
    public bool IsPrecise => true;

    /// <inheritdoc/>
    public void SleepWhile(int* word, int value, TimeSpan timeout)
    {
        // The kernel looks at the word. Litmus: parking, BROKEN_PARK_CHECK.
        TimeSpec time = new()
        {
            Seconds = (nint)(timeout.Ticks / TimeSpan.TicksPerSecond),
            Nanoseconds = (nint)(timeout.Ticks % TimeSpan.TicksPerSecond * 100),
        };
        _ = Futex(s_futex, word, WaitPrivate, value, &time); // woken, too late, over, interrupted: all end the sleep
    }

    /// <inheritdoc/>
    public void Wake(int* word) => _ = Futex(s_futex, word, WakePrivate, 1, null);

    private static bool CanWake()
    {
        try
        {
            int nobody = 0;
            return Futex(s_futex, &nobody, WakePrivate, 1, null) == 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // a system without a C library of that name
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Futex(nint number, int* word, nint operation, nint value, TimeSpec* timeout);

    // Both members have the width of a pointer on every system that this is used on.
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
