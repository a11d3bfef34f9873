namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a target was held against.</summary>
/// <param name="Ours">Our side.</param>
/// <param name="Peer">The other one; null where the limit is of our side's own figure.</param>
/// <param name="Quantity">What was compared.</param>
/// <param name="Limit">What is allowed.</param>
/// <param name="Measured">The ratio, or without a peer the figure, over all rounds of all processes.</param>
/// <param name="Noise">How far the same code differs from itself, as a fraction.</param>
/// <param name="Verdict">What follows.</param>
/// <param name="OverProcesses">The medians of the processes; null for one process, and in reports of older versions.</param>
internal sealed record TargetResult(
    string Ours,
    string? Peer,
    Quantity Quantity,
    double Limit,
    Spread Measured,
    double Noise,
    Verdict Verdict,
    Spread? OverProcesses = null)
{
    public static TargetResult Of(
        Target target, IReadOnlyList<ScenarioSamples> processes, IReadOnlyDictionary<Quantity, Spread> control)
    {
        Figures ratio = Figures.Of([.. processes.Select(p => p.Ratios(target.Ours, target.Peer, target.Quantity))]);
        double noise = control.TryGetValue(target.Quantity, out Spread? own) ? Perf.Noise.Of(own) : Perf.Noise.Unknown;
        return Judged(target.Ours, target.Peer, target.Quantity, target.Limit, ratio, noise);
    }

    public static TargetResult Of(AbsoluteTarget target, IReadOnlyList<ScenarioSamples> processes)
    {
        Figures figure = Figures.Of([.. processes.Select(p => p.Of(target.Side).Values[target.Quantity])]);
        Spread rounds = figure.Rounds;
        double noise = rounds.Median > 0 ? (rounds.UpperQuartile - rounds.LowerQuartile) / 2 / rounds.Median : Perf.Noise.Unknown;
        return Judged(target.Side, null, target.Quantity, target.Limit, figure, noise);
    }

    private static TargetResult Judged(string ours, string? peer, Quantity quantity, double limit, Figures figure, double noise)
    {
        Verdict verdict = figure.Processes is { } processes
            ? Perf.Noise.Judge(processes, limit)
            : Perf.Noise.Judge(figure.Rounds.Median, limit, noise);
        if (limit <= 0) verdict = Perf.Noise.JudgeLoss(figure.Rounds);
        return new TargetResult(ours, peer, quantity, limit, figure.Rounds, noise, verdict, figure.Processes);
    }
}
