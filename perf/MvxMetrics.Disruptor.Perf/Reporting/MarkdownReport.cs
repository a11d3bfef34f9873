using System.Globalization;
using System.Text;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>The page of one run, docs/performance/run.md: its generated part.</summary>
internal static class MarkdownReport
{
    private const string Begin = "<!-- generated: begin -->";
    private const string End = "<!-- generated: end -->";

    /// <summary>Puts the run between the marks of a page, or makes a page of it. What people wrote around the marks stays.</summary>
    public static void WriteInto(string file, RunReport report, string? plots)
    {
        string generated = $"{Begin}\n\n{Render(report, plots)}\n{End}";
        string page = File.Exists(file) ? File.ReadAllText(file) : string.Empty;
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        page = begin >= 0 && end > begin
            ? page[..begin] + generated + page[(end + End.Length)..]
            : $"# Performance\n\n{generated}\n";
        File.WriteAllText(file, page);
    }

    private static string Render(RunReport report, string? plots)
    {
        StringBuilder text = new();
        RunInfo info = report.Info;
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"One run on {info.Date}: {info.Processor}, {info.Cores} cores; {info.OperatingSystem}; {info.Framework}; {info.Settings}.");
        text.AppendLine(
            CultureInfo.InvariantCulture, $"Peers: {string.Join(", ", info.Versions.Select(static v => $"{v.Key} {v.Value}"))}.");
        text.AppendLine();
        if (plots is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"![All targets: measured ratio over limit]({plots}/{Plots.TargetsFile})")
                .AppendLine();
        }

        Targets(text, report);
        foreach (ScenarioResult scenario in report.Scenarios) Scenario(text, scenario, plots);
        return text.ToString();
    }

    private static void Targets(StringBuilder text, RunReport report)
    {
        text.AppendLine("### Targets").AppendLine();
        if (report.Scenarios.Any(static s => s.Processes > 1))
        {
            text.Append("A target is met when the upper quartile over processes, each with its own median, meets the limit; it is missed ");
            text.Append("when not even the lower quartile does. A limit of zero is met when no round of any process lost anything.");
            text.AppendLine().AppendLine();
        }

        text.AppendLine("| scenario | ours / peer | figure | median | quartiles over rounds | over processes | limit | noise | verdict |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (ScenarioResult scenario in report.Scenarios)
            foreach (TargetResult target in scenario.Targets) text.AppendLine(Row(scenario, target));
        text.AppendLine();
    }

    private static string Row(ScenarioResult scenario, TargetResult target) => Row(
        scenario.Name,
        target.Peer is null ? target.Ours : $"{target.Ours} / {target.Peer}",
        Units.NameOf(target.Quantity),
        Units.Format(target.Measured.Median),
        Quartiles(target.Measured),
        target.OverProcesses is { } processes ? Quartiles(processes) : "-",
        Units.Format(target.Limit),
        Units.Percent(target.Noise),
        Units.NameOf(target.Verdict));

    private static void Scenario(StringBuilder text, ScenarioResult scenario, string? plots)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"### `{scenario.Name}`: {scenario.Title}").AppendLine();
        if (plots is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"![{scenario.Title}]({plots}/{Plots.FileOf(scenario)})").AppendLine();
        string processes = scenario.Processes > 1 ? $"{scenario.Processes} processes, " : string.Empty;
        text.AppendLine(CultureInfo.InvariantCulture, $"{processes}{scenario.Rounds} rounds. {ControlOf(scenario)}").AppendLine();
        string ratio = $"ratio to {scenario.Reference} (quartiles over rounds)";
        text.AppendLine(Row("side", "figure", "min", "median", "max", ratio, "quartiles over processes", "bytes", "GCs"));
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (SideResult side in scenario.Sides) Rows(text, side);
        text.AppendLine();
        foreach (IGrouping<(string, string), SideResult> sides in scenario.Sides.GroupBy(static s => (s.Included, s.Excluded)))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {string.Join("; ", sides.Select(static s => s.Name))}: included: {sides.Key.Item1}; excluded: {sides.Key.Item2}.");
        }

        text.AppendLine();
    }

    private static void Rows(StringBuilder text, SideResult side)
    {
        bool isFirst = true;
        foreach ((Quantity quantity, Spread values) in side.Values)
        {
            text.AppendLine(Row(
                isFirst ? side.Name : string.Empty,
                Units.NameOf(quantity),
                Units.Format(values.Min),
                Units.Format(values.Median),
                Units.Format(values.Max),
                side.Ratios.TryGetValue(quantity, out Spread? ratio) ? Units.Format(ratio) : "-",
                side.ProcessRatios is { } all && all.TryGetValue(quantity, out Spread? processes) ? Quartiles(processes) : "-",
                isFirst ? $"{side.AllocatedBytes}" : string.Empty,
                isFirst ? $"{side.Collections}" : string.Empty));
            isFirst = false;
        }
    }

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Quartiles(Spread spread) => $"{Units.Format(spread.LowerQuartile)}–{Units.Format(spread.UpperQuartile)}";

    private static string ControlOf(ScenarioResult scenario) => scenario.Control.Count == 0
        ? "No run of the same code twice."
        : $"The same code twice: {string.Join("; ", scenario.Control.Select(static c => ControlOf(c.Key, c.Value)))}.";

    private static string ControlOf(Quantity quantity, Spread control) =>
        $"{Units.NameOf(quantity)} {Units.Format(control)}, noise {Units.Percent(Noise.Of(control))}";
}
