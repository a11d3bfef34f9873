using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What all sides are told: the same outcomes and durations in the same order.</summary>
internal static class Attempts
{
    /// <summary>Outcomes are 0 to 3.</summary>
    public const int Outcomes = 4;

    private const int Durations = 1024;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OutcomeOf(int i) => i & (Outcomes - 1);

    /// <summary>1000 to 2023 ns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DurationOf(int i) => 1000 + (i & (Durations - 1));

    /// <summary>The sum of the first durations.</summary>
    public static long SumOf(int calls)
    {
        long sum = 0;
        for (int i = 0; i < calls; i++) sum += DurationOf(i);
        return sum;
    }
}
