using System.Globalization;
using Spectre.Console;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Shows a scenario's result as tables.</summary>
internal static class ConsoleReport
{
    private const int WidthOfFiles = 180;

    public static void Write(ScenarioResult result)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = WidthOfFiles; // no terminal: nothing is broken
        string processes = result.Processes > 1 ? $"{result.Processes} processes, " : string.Empty;
        AnsiConsole.MarkupLineInterpolated($"[bold]{result.Name}[/]: {result.Title} ({processes}{result.Rounds} rounds)");
        foreach ((Quantity quantity, Spread control) in result.Control)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"  same code twice, {Units.NameOf(quantity)}: ratio {Units.Format(control)}: noise {Units.Percent(Noise.Of(control))}");
        }

        Table table = new Table().AddColumns("side", "figure", "min", "median", "max");
        table.AddColumn($"ratio to {Markup.Escape(result.Reference)}");
        if (result.Processes > 1) table.AddColumn("over processes");
        table.AddColumns("bytes", "GCs");
        foreach (SideResult side in result.Sides) AddRows(table, side, result.Processes > 1);
        AnsiConsole.Write(table);
        foreach (TargetResult target in result.Targets) AnsiConsole.MarkupLine(Line(target));
        AnsiConsole.WriteLine();
    }

    private static void AddRows(Table table, SideResult side, bool hasProcesses)
    {
        bool isFirst = true;
        foreach ((Quantity quantity, Spread values) in side.Values)
        {
            List<string> row =
            [
                Markup.Escape(isFirst ? side.Name : string.Empty),
                Units.NameOf(quantity),
                Units.Format(values.Min),
                Units.Format(values.Median),
                Units.Format(values.Max),
                Ratio(side.Ratios, quantity),
            ];
            if (hasProcesses) row.Add(Ratio(side.ProcessRatios, quantity));
            row.Add(isFirst ? side.AllocatedBytes.ToString(CultureInfo.InvariantCulture) : string.Empty);
            row.Add(isFirst ? side.Collections.ToString(CultureInfo.InvariantCulture) : string.Empty);
            table.AddRow([.. row]);
            isFirst = false;
        }
    }

    private static string Ratio(IReadOnlyDictionary<Quantity, Spread>? ratios, Quantity quantity) =>
        ratios is not null && ratios.TryGetValue(quantity, out Spread? ratio) ? Markup.Escape(Units.Format(ratio)) : "-";

    private static string Line(TargetResult target)
    {
        string color = target.Verdict switch
        {
            Verdict.Met => "green",
            Verdict.Missed => "red",
            _ => "yellow",
        };
        string what = target.Peer is null ? target.Ours : $"{target.Ours} / {target.Peer}";
        string processes = target.OverProcesses is { } over ? $", over processes {Units.Format(over)}" : string.Empty;
        string measured = $"{Units.NameOf(target.Quantity)}: {Units.Format(target.Measured)}{processes}";
        return Markup.Escape($"  {what}, {measured}, limit {Units.Format(target.Limit)}: ") + $"[{color}]{Units.NameOf(target.Verdict)}[/]";
    }
}
