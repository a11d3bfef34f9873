using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Steps that each wait for memory, from place to place of a table larger than the caches. The event tells what was found, so it
/// cannot be recorded before; and the clock is read before the next work, so that recording is not hidden behind its first wait.
/// </summary>
internal readonly struct MemoryWork : IWork
{
    private const int Places = 1 << 23; // 32 MiB
    private static readonly int[] s_next = OneCycle();

    public static int NanosecondsOf(int steps) => (steps * 120) + 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Do(int steps, long state)
    {
        int[] next = s_next;
        int place = (int)(state + (Stopwatch.GetTimestamp() & 1)) & (Places - 1);
        for (int i = 0; i < steps; i++) place = next[place];
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OutcomeOf(int call, long state) => (int)state & (Attempts.Outcomes - 1);

    // Sattolo's shuffle: each place leads to another one, and all of them are one cycle.
    private static int[] OneCycle()
    {
        int[] next = [.. Enumerable.Range(0, Places)];
        Random random = new(1);
        for (int i = Places - 1; i > 0; i--)
        {
            int other = random.Next(i);
            (next[i], next[other]) = (next[other], next[i]);
        }

        return next;
    }
}
