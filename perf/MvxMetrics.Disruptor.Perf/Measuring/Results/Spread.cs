using MathNet.Numerics.Statistics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Where some values lie: those of all rounds, or one of each process.</summary>
internal sealed record Spread(double Min, double LowerQuartile, double Median, double UpperQuartile, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(
            sorted[0],
            Quantile(sorted, 0.25),
            SortedArrayStatistics.Median(sorted),
            Quantile(sorted, 0.75),
            sorted[^1]);
    }

    // R7, as spreadsheets have it: the upper quartile of five is the second largest, so that one outlier does not decide.
    private static double Quantile(double[] sorted, double share) =>
        SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
}
