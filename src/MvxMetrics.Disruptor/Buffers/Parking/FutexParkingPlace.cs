using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Linux' futex: the kernel checks the word and puts the thread to sleep in one step. It sleeps for microseconds, which .NET's own waits
/// cannot do. The system adds some time: about 50 µs because of its timer slack, on virtual machines 100 µs and more. One system call wakes
/// the sleeper.
/// </summary>
internal sealed unsafe partial class FutexParkingPlace : IParkingPlace
{
    private const int WaitPrivate = 0 | 128;
    private const int WakePrivate = 1 | 128;

    /// <summary>The number of the system call; -1 if it is not known for this system.</summary>
    private static readonly nint s_futex = !OperatingSystem.IsLinux() || nint.Size != 8 ? -1 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 98,
        _ => -1,
    };

    /// <summary>Whether the system has it.</summary>
    public static bool IsAvailable { get; } = s_futex > 0 && CanWake();

    /// <inheritdoc/>
    public bool IsPrecise => true;

    /// <inheritdoc/>
    public void SleepWhile(int* word, int value, TimeSpan timeout)
    {
        // The kernel checks the word. Litmus: parking, BROKEN_PARK_CHECK.
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

    // Both members have the width of a pointer on every system for which this is used.
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
