namespace MvxMetrics.Disruptor.Perf;

/// <summary>What came out of a scenario.</summary>
internal sealed record ScenarioResult(
    string Name,
    string Title,
    Quantity Quantity,
    string? ScalingAxis,
    string Reference,
    int Rounds,
    IReadOnlyDictionary<Quantity, Spread> Control,
    IReadOnlyList<SideResult> Sides,
    IReadOnlyList<TargetResult> Targets)
{
    public static ScenarioResult Of(
        Scenario scenario, IReadOnlyDictionary<Quantity, Spread> control, IReadOnlyList<Side> sides, IReadOnlyList<Sample>[] samples)
    {
        Dictionary<string, IReadOnlyList<Sample>> byName = [];
        for (int i = 0; i < sides.Count; i++) byName.Add(sides[i].Name, samples[i]);

        string reference = scenario.Reference ?? sides[0].Name;
        return new ScenarioResult(
            scenario.Name,
            scenario.Title,
            scenario.Quantity,
            scenario.ScalingAxis,
            reference,
            samples[0].Count,
            control,
            [.. sides.Select(side => SideResult.Of(side, byName[side.Name], byName[reference]))],
            [
                .. scenario.Targets.Where(t => byName.ContainsKey(t.Ours) && byName.ContainsKey(t.Peer))
                    .Select(t => TargetResult.Of(t, byName[t.Ours], byName[t.Peer], control)),
                .. scenario.AbsoluteTargets.Select(t => TargetResult.Of(t, byName[t.Side])),
            ]);
    }
}
