using MathNet.Numerics.Statistics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// A figure over all rounds of all processes, and over the processes, each with the median of its own rounds: the same build differs
/// more from process to process than from round to round.
/// </summary>
/// <param name="Rounds">All rounds of all processes.</param>
/// <param name="Processes">The processes' medians; null where there was one process.</param>
internal sealed record Figures(Spread Rounds, Spread? Processes)
{
    /// <summary>Of the rounds of each process.</summary>
    public static Figures Of(IReadOnlyList<double[]> processes) => new(
        Spread.Of(processes.SelectMany(static rounds => rounds)),
        processes.Count > 1 ? Spread.Of(processes.Select(static rounds => rounds.Median())) : null);

    /// <summary>The ratios of two sides, round by round.</summary>
    public static double[] Ratios(IEnumerable<double> ours, IEnumerable<double> peer) =>
        [.. ours.Zip(peer, static (a, b) => a / Math.Max(b, double.Epsilon))];
}
