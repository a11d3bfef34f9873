using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What one process measured of one side, round by round.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Included">What its figures contain.</param>
/// <param name="Excluded">What they leave out.</param>
/// <param name="Values">Each quantity, round by round.</param>
/// <param name="AllocatedBytes">Most bytes that the measured section of a round allocated.</param>
/// <param name="Collections">Garbage collections during all rounds.</param>
/// <param name="Latencies">Single latencies of all rounds; empty where none are taken.</param>
internal sealed record SideSamples(
    string Name,
    string Included,
    string Excluded,
    IReadOnlyDictionary<Quantity, double[]> Values,
    long AllocatedBytes,
    int Collections,
    IReadOnlyList<LatencyCount> Latencies)
{
    public static SideSamples Of(Side side, IReadOnlyList<Sample> rounds) => new(
        side.Name,
        side.Included,
        side.Excluded,
        rounds[0].Values.Keys.ToDictionary(static q => q, q => rounds.Select(r => r.Values[q]).ToArray()),
        rounds.Max(static r => r.AllocatedBytes),
        rounds.Sum(static r => r.Collections),
        Merge(rounds));

    private static LatencyCount[] Merge(IReadOnlyList<Sample> rounds)
    {
        if (rounds[0].Latencies is not { } first) return [];

        LongHistogram all = new(first.HighestTrackableValue, first.NumberOfSignificantValueDigits);
        foreach (Sample round in rounds) all.Add(round.Latencies);
        return [.. all.RecordedValues().Select(static v => new LatencyCount(v.ValueIteratedTo, v.CountAddedInThisIterationStep))];
    }
}
