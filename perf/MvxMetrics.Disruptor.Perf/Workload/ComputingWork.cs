using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Steps of about a nanosecond, which keep the core's multiplier busy: in the shadow of a chain of dependent steps whatever follows
/// would seem to cost nothing.
/// </summary>
internal readonly struct ComputingWork : IWork
{
    private const long Multiplier = 6364136223846793005;

    public static int NanosecondsOf(int steps) => steps;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Do(int steps, long state)
    {
        long a = state;
        long b = state + 1;
        long c = state + 2;
        long d = state + 3;
        for (int i = 0; i < steps; i++)
        {
            a = (a * Multiplier) + i;
            b = (b * Multiplier) + i;
            c = (c * Multiplier) + i;
            d = (d * Multiplier) + i;
        }

        return a ^ b ^ c ^ d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OutcomeOf(int call, long state) => Attempts.OutcomeOf(call);
}
