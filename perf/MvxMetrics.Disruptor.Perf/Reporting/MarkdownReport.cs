using System.Globalization;
using System.Text;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>The page for people: docs/performance.md, its generated part.</summary>
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
        text.AppendLine(CultureInfo.InvariantCulture, $"One run on {info.Date}: {info.Processor}, {info.Cores} cores; {info.OperatingSystem}; {info.Framework}; {info.Settings}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Peers: {string.Join(", ", info.Versions.Select(static v => $"{v.Key} {v.Value}"))}.");
        text.AppendLine();
        if (plots is not null) text.AppendLine(CultureInfo.InvariantCulture, $"![All targets: measured ratio over limit]({plots}/{Plots.TargetsFile})").AppendLine();
        Targets(text, report);
        foreach (ScenarioResult scenario in report.Scenarios) Scenario(text, scenario, plots);
        return text.ToString();
    }

    private static void Targets(StringBuilder text, RunReport report)
    {
        text.AppendLine("### Targets").AppendLine();
        text.AppendLine("| scenario | ours / peer | figure | median ratio | quartiles | limit | noise | verdict |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (ScenarioResult scenario in report.Scenarios)
        {
            foreach (TargetResult t in scenario.Targets)
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {scenario.Name} | {t.Ours}{(t.Peer is null ? string.Empty : " / " + t.Peer)} | {Units.NameOf(t.Quantity)} | {Units.Format(t.Measured.Median)} | {Units.Format(t.Measured.LowerQuartile)}–{Units.Format(t.Measured.UpperQuartile)} | {Units.Format(t.Limit)} | {Units.Percent(t.Noise)} | {Units.NameOf(t.Verdict)} |");
            }
        }

        text.AppendLine();
    }

    private static void Scenario(StringBuilder text, ScenarioResult scenario, string? plots)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"### `{scenario.Name}`: {scenario.Title}").AppendLine();
        if (plots is not null) text.AppendLine(CultureInfo.InvariantCulture, $"![{scenario.Title}]({plots}/{Plots.FileOf(scenario)})").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{scenario.Rounds} rounds. {ControlOf(scenario)}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| side | figure | min | median | max | ratio to {scenario.Reference} (quartiles) | bytes | GCs |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (SideResult side in scenario.Sides)
        {
            string name = side.Name;
            foreach ((Quantity quantity, Spread values) in side.Values)
            {
                string ratio = side.Ratios.TryGetValue(quantity, out Spread? r)
                    ? $"{Units.Format(r.Median)} ({Units.Format(r.LowerQuartile)}–{Units.Format(r.UpperQuartile)})"
                    : "-";
                string rest = name.Length > 0 ? $"{side.AllocatedBytes} | {side.Collections}" : " | ";
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {Units.NameOf(quantity)} | {Units.Format(values.Min)} | {Units.Format(values.Median)} | {Units.Format(values.Max)} | {ratio} | {rest} |");
                name = string.Empty;
            }
        }

        text.AppendLine();
        foreach (IGrouping<(string, string), SideResult> sides in scenario.Sides.GroupBy(static s => (s.Included, s.Excluded)))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {string.Join("; ", sides.Select(static s => s.Name))}: included: {sides.Key.Item1}; excluded: {sides.Key.Item2}.");
        }

        text.AppendLine();
    }

    private static string ControlOf(ScenarioResult scenario) => scenario.Control.Count == 0
        ? "No run of the same code twice."
        : "The same code twice: " + string.Join(
            "; ", scenario.Control.Select(static c => $"{Units.NameOf(c.Key)} {Units.Format(c.Value.Median)} ({Units.Format(c.Value.LowerQuartile)}–{Units.Format(c.Value.UpperQuartile)}), noise {Units.Percent(Noise.Of(c.Value))}")) + ".";
}
