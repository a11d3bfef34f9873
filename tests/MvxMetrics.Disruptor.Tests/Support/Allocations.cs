namespace MvxMetrics.Disruptor.Tests;

/// <summary>Reads what a piece of code allocates on its thread, exactly.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>
    /// The least of several measurements. Code that allocates for its events does so in every one of them; what a
    /// background collection takes from a thread's allocation context, or the runtime adds while it compiles, it does not.
    /// </summary>
    public static long Least(Func<long> measure)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            GC.Collect(); // also waits for a background collection under way
            least = Math.Min(least, measure());
        }

        return least;
    }
}
