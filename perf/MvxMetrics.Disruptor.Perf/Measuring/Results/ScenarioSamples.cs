namespace MvxMetrics.Disruptor.Perf;

/// <summary>What one process measured of one scenario: everything that is needed to pool it with other processes.</summary>
/// <param name="Name">The scenario's name.</param>
/// <param name="Control">Ratios of the same code against itself, round by round; empty where there was no control.</param>
/// <param name="Sides">The sides in their order.</param>
internal sealed record ScenarioSamples(
    string Name, IReadOnlyDictionary<Quantity, double[]> Control, IReadOnlyList<SideSamples> Sides)
{
    /// <summary>Whether there is such a side: some exist in some builds only.</summary>
    public bool Has(string side) => Sides.Any(s => s.Name == side);

    /// <summary>The side of that name.</summary>
    public SideSamples Of(string side) => Sides.First(s => s.Name == side);

    /// <summary>The ratios of two sides in a quantity that both have, round by round.</summary>
    public double[] Ratios(string ours, string peer, Quantity quantity) =>
        Figures.Ratios(Of(ours).Values[quantity], Of(peer).Values[quantity]);

    public void Save(string file) => ReportJson.Save(file, this);

    /// <exception cref="InvalidDataException">No file, or not such samples.</exception>
    public static ScenarioSamples Load(string file) => ReportJson.Load<ScenarioSamples>(file, "--samples");
}
