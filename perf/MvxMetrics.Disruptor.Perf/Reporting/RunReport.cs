namespace MvxMetrics.Disruptor.Perf;

/// <summary>Everything one run found out: for machines as JSON, and what the page for people is made of.</summary>
internal sealed record RunReport(RunInfo Info, IReadOnlyList<ScenarioResult> Scenarios)
{
    public void Save(string file) => ReportJson.Save(file, this);

    /// <exception cref="InvalidDataException">No file, or not a report.</exception>
    public static RunReport Load(string file)
    {
        RunReport report = ReportJson.Load<RunReport>(file, "--json");
        bool isWhole = report is { Info: not null, Scenarios: not null }
            && report.Scenarios.All(static s => s is { Sides: not null, Targets: not null });
        if (isWhole) return report;

        throw new InvalidDataException($"'{file}' is JSON, but no report of a run. Write one with: compare --json {file}");
    }
}
