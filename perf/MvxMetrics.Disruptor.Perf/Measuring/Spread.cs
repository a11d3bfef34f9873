using MathNet.Numerics.Statistics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Where the values of several rounds lie.</summary>
internal sealed record Spread(double Min, double LowerQuartile, double Median, double UpperQuartile, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(
            sorted[0],
            SortedArrayStatistics.LowerQuartile(sorted),
            SortedArrayStatistics.Median(sorted),
            SortedArrayStatistics.UpperQuartile(sorted),
            sorted[^1]);
    }

    /// <summary>The ratios of two sides, round by round.</summary>
    public static Spread OfRatios(IReadOnlyList<double> ours, IReadOnlyList<double> peer) =>
        Of(ours.Zip(peer, static (a, b) => a / Math.Max(b, double.Epsilon)));
}
