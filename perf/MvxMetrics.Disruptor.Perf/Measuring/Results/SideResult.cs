using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What came out for one side.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Included">What its figures contain.</param>
/// <param name="Excluded">What they leave out.</param>
/// <param name="Values">Each quantity over all rounds of all processes.</param>
/// <param name="Ratios">Each quantity in ratio to the scenario's reference, round by round.</param>
/// <param name="AllocatedBytes">Most bytes that the measured section of a round allocated.</param>
/// <param name="Collections">Garbage collections during all rounds.</param>
/// <param name="Latencies">Nanoseconds by percentile, over all rounds; empty where no single latencies are taken.</param>
/// <param name="ProcessRatios">The processes' median ratios; null for one process, and in reports of older versions.</param>
internal sealed record SideResult(
    string Name,
    string Included,
    string Excluded,
    IReadOnlyDictionary<Quantity, Spread> Values,
    IReadOnlyDictionary<Quantity, Spread> Ratios,
    long AllocatedBytes,
    int Collections,
    IReadOnlyList<LatencyPoint> Latencies,
    IReadOnlyDictionary<Quantity, Spread>? ProcessRatios = null)
{
    private static readonly double[] s_percentiles = [0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 100];

    /// <summary>Of the same side in each process.</summary>
    public static SideResult Of(string name, string reference, IReadOnlyList<ScenarioSamples> processes)
    {
        SideSamples[] samples = [.. processes.Select(p => p.Of(name))];
        SideSamples side = samples[0];
        Dictionary<Quantity, Figures> ratios = side.Values.Keys
            .Where(q => q.HasRatio() && processes[0].Of(reference).Values.ContainsKey(q))
            .ToDictionary(static q => q, q => Figures.Of([.. processes.Select(p => p.Ratios(name, reference, q))]));
        return new SideResult(
            side.Name,
            side.Included,
            side.Excluded,
            side.Values.Keys.ToDictionary(static q => q, q => Spread.Of(samples.SelectMany(s => s.Values[q]))),
            ratios.ToDictionary(static r => r.Key, static r => r.Value.Rounds),
            samples.Max(static s => s.AllocatedBytes),
            samples.Sum(static s => s.Collections),
            Curve(samples),
            processes.Count > 1 ? ratios.ToDictionary(static r => r.Key, static r => r.Value.Processes!) : null);
    }

    private static LatencyPoint[] Curve(SideSamples[] samples)
    {
        if (samples[0].Latencies.Count == 0) return [];

        LongHistogram all = new(10_000_000_000, 3);
        foreach (LatencyCount latency in samples.SelectMany(static s => s.Latencies))
            all.RecordValueWithCount(Math.Min(latency.Nanoseconds, all.HighestTrackableValue), latency.Count);
        return [.. s_percentiles.Select(p => new LatencyPoint(p, all.GetValueAtPercentile(p)))];
    }
}
