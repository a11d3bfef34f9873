using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>Binds the calling thread to a processor.</summary>
internal static partial class ThreadAffinity
{
    /// <summary>The bytes of the mask for Linux: 1024 processors.</summary>
    private const int MaskBytes = 128;

    /// <exception cref="PlatformNotSupportedException">Neither Linux nor Windows.</exception>
    /// <exception cref="InvalidOperationException">The operating system refused.</exception>
    public static void BindTo(int processor)
    {
        bool bound = OperatingSystem.IsLinux() ? BindOnLinux(processor)
            : OperatingSystem.IsWindows() ? BindOnWindows(processor)
            : throw new PlatformNotSupportedException(
                "Binding a thread to a processor is supported on Linux and Windows. Leave Processor null.");
        if (!bound)
        {
            throw new InvalidOperationException(
                $"The operating system refused to bind a thread to processor {processor} (error {Marshal.GetLastPInvokeError()}). "
                + "Check which processors this process may use.");
        }
    }

    private static unsafe bool BindOnLinux(int processor)
    {
        if (processor >= MaskBytes * 8) return false;

        byte* mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        mask[processor / 8] = (byte)(1 << (processor % 8));
        return SchedSetAffinity(0, MaskBytes, mask) == 0; // 0: the calling thread
    }

    private static bool BindOnWindows(int processor) => SetThreadAffinityMask(GetCurrentThread(), (nuint)1 << processor) != 0;

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static unsafe partial int SchedSetAffinity(int thread, nuint size, byte* mask);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nuint SetThreadAffinityMask(nint thread, nuint mask);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();
}
