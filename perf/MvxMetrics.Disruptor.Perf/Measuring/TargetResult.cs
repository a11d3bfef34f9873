namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a target was held against. Without a peer, <paramref name="Measured"/> is the side's own figure.</summary>
internal sealed record TargetResult(
    string Ours, string? Peer, Quantity Quantity, double Limit, Spread Measured, double Noise, Verdict Verdict)
{
    public static TargetResult Of(
        Target target, IReadOnlyList<Sample> ours, IReadOnlyList<Sample> peer, IReadOnlyDictionary<Quantity, Spread> control)
    {
        Spread ratios = Spread.OfRatios(
            [.. ours.Select(s => s.Values[target.Quantity])], [.. peer.Select(s => s.Values[target.Quantity])]);
        double noise = control.TryGetValue(target.Quantity, out Spread? own) ? Perf.Noise.Of(own) : Perf.Noise.Unknown;
        return new TargetResult(
            target.Ours, target.Peer, target.Quantity, target.Limit, ratios, noise, Perf.Noise.Judge(ratios.Median, target.Limit, noise));
    }

    public static TargetResult Of(AbsoluteTarget target, IReadOnlyList<Sample> samples)
    {
        Spread values = Spread.Of(samples.Select(s => s.Values[target.Quantity]));
        double noise = (values.UpperQuartile - values.LowerQuartile) / 2 / Math.Max(values.Median, double.Epsilon);
        return new TargetResult(
            target.Side, null, target.Quantity, target.Limit, values, noise, Perf.Noise.Judge(values.Median, target.Limit, noise));
    }
}
