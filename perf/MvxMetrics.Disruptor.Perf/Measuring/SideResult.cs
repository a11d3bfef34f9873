using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What came out for one side.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Included">What its figures contain.</param>
/// <param name="Excluded">What they leave out.</param>
/// <param name="Values">Each quantity over all rounds.</param>
/// <param name="Ratios">Each quantity in ratio to the scenario's reference, round by round.</param>
/// <param name="AllocatedBytes">Most bytes that the measured section of a round allocated.</param>
/// <param name="Collections">Garbage collections during all rounds.</param>
/// <param name="Latencies">Nanoseconds by percentile, over all rounds; empty where no single latencies are taken.</param>
internal sealed record SideResult(
    string Name,
    string Included,
    string Excluded,
    IReadOnlyDictionary<Quantity, Spread> Values,
    IReadOnlyDictionary<Quantity, Spread> Ratios,
    long AllocatedBytes,
    int Collections,
    IReadOnlyList<LatencyPoint> Latencies)
{
    private static readonly double[] s_percentiles = [0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 100];

    public static SideResult Of(Side side, IReadOnlyList<Sample> samples, IReadOnlyList<Sample> reference)
    {
        Quantity[] quantities = [.. samples[0].Values.Keys];
        return new SideResult(
            side.Name,
            side.Included,
            side.Excluded,
            quantities.ToDictionary(static q => q, q => Spread.Of(samples.Select(s => s.Values[q]))),
            quantities.Where(reference[0].Values.ContainsKey).ToDictionary(
                static q => q, q => Spread.OfRatios([.. samples.Select(s => s.Values[q])], [.. reference.Select(s => s.Values[q])])),
            samples.Max(static s => s.AllocatedBytes),
            samples.Sum(static s => s.Collections),
            Curve(samples));
    }

    private static LatencyPoint[] Curve(IReadOnlyList<Sample> samples)
    {
        if (samples[0].Latencies is not { } first) return [];

        LongHistogram all = new(first.HighestTrackableValue, first.NumberOfSignificantValueDigits);
        foreach (Sample sample in samples) all.Add(sample.Latencies);
        return [.. s_percentiles.Select(p => new LatencyPoint(p, all.GetValueAtPercentile(p)))];
    }
}
