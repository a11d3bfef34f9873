using System.Diagnostics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Round after round, each with its own seed, until the time is over or an invariant is broken.</summary>
internal static class Soak
{
    /// <returns>0 when every invariant held; otherwise 1, after the seed and the history of the failing round.</returns>
    public static int Run(TimeSpan duration, int firstSeed)
    {
        long started = Stopwatch.GetTimestamp();
        Totals totals = new();
        int seed = firstSeed;
        do
        {
            History history = new(seed);
            try
            {
                new Round(seed, history, totals).Run();
            }
#pragma warning disable CA1031 // Whatever it is: seed and history first.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Console.WriteLine($"FAILED with --seed {seed}: {failure}");
                history.Print();
                return 1;
            }

            seed++;
        }
        while (Stopwatch.GetElapsedTime(started) < duration);

        Console.WriteLine(
            $"{seed - firstSeed} rounds from --seed {firstSeed} in "
            + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, every invariant held:");
        Console.WriteLine($"  {totals}");
        return 0;
    }
}
