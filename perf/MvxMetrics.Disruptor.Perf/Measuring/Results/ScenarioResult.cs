namespace MvxMetrics.Disruptor.Perf;

/// <summary>What came out of a scenario.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">The question.</param>
/// <param name="Quantity">What is compared first.</param>
/// <param name="ScalingAxis">The axis where the sides are points on a line.</param>
/// <param name="Reference">The side that the others are shown in ratio to.</param>
/// <param name="Rounds">Counted rounds of all processes together.</param>
/// <param name="Control">Ratios of the same code against itself, over all rounds.</param>
/// <param name="Sides">The sides.</param>
/// <param name="Targets">What is expected of ours.</param>
/// <param name="Processes">How many processes measured it; 0 in reports of older versions, which had one.</param>
internal sealed record ScenarioResult(
    string Name,
    string Title,
    Quantity Quantity,
    string? ScalingAxis,
    string Reference,
    int Rounds,
    IReadOnlyDictionary<Quantity, Spread> Control,
    IReadOnlyList<SideResult> Sides,
    IReadOnlyList<TargetResult> Targets,
    int Processes = 0)
{
    /// <summary>Pools what the processes measured, one or several.</summary>
    public static ScenarioResult Of(Scenario scenario, IReadOnlyList<ScenarioSamples> processes)
    {
        ScenarioSamples first = processes[0];
        string reference = scenario.Reference ?? first.Sides[0].Name;
        Dictionary<Quantity, Spread> control = first.Control.Keys.Where(static q => q.HasRatio())
            .ToDictionary(static q => q, q => Spread.Of(processes.SelectMany(p => p.Control[q])));
        return new ScenarioResult(
            scenario.Name,
            scenario.Title,
            scenario.Quantity,
            scenario.ScalingAxis,
            reference,
            processes.Sum(static p => p.Sides[0].Values.Values.First().Length),
            control,
            [.. first.Sides.Select(side => SideResult.Of(side.Name, reference, processes))],
            [
                .. scenario.Targets.Where(t => first.Has(t.Ours) && first.Has(t.Peer)).Select(t => TargetResult.Of(t, processes, control)),
                .. scenario.AbsoluteTargets.Select(t => TargetResult.Of(t, processes)),
            ],
            processes.Count);
    }
}
