using System.Globalization;
using Spectre.Console;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Shows a scenario's result as tables.</summary>
internal static class ConsoleReport
{
    public static void Write(ScenarioResult result)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{result.Name}[/]: {result.Title} ({result.Rounds} rounds)");
        foreach ((Quantity quantity, Spread control) in result.Control)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"  the same code twice, {Units.NameOf(quantity)}: ratio {Ratio(control)}: noise {Units.Percent(Noise.Of(control))}");
        }

        Table table = new Table().AddColumns("side", "figure", "min", "median", "max", $"ratio to {Markup.Escape(result.Reference)}", "bytes", "GCs");
        foreach (SideResult side in result.Sides) AddRows(table, side);
        AnsiConsole.Write(table);
        foreach (TargetResult target in result.Targets) AnsiConsole.MarkupLine(Line(target));
        AnsiConsole.WriteLine();
    }

    private static void AddRows(Table table, SideResult side)
    {
        bool isFirst = true;
        foreach ((Quantity quantity, Spread values) in side.Values)
        {
            table.AddRow(
                Markup.Escape(isFirst ? side.Name : string.Empty),
                Units.NameOf(quantity),
                Units.Format(values.Min),
                Units.Format(values.Median),
                Units.Format(values.Max),
                side.Ratios.TryGetValue(quantity, out Spread? ratios) ? Markup.Escape(Ratio(ratios)) : "-",
                isFirst ? side.AllocatedBytes.ToString(CultureInfo.InvariantCulture) : string.Empty,
                isFirst ? side.Collections.ToString(CultureInfo.InvariantCulture) : string.Empty);
            isFirst = false;
        }
    }

    private static string Line(TargetResult target)
    {
        string color = target.Verdict switch
        {
            Verdict.Met => "green",
            Verdict.Missed => "red",
            _ => "yellow",
        };
        string what = target.Peer is null ? target.Ours : $"{target.Ours} / {target.Peer}";
        return Markup.Escape($"  {what}, {Units.NameOf(target.Quantity)}: {Ratio(target.Measured)}, limit {Units.Format(target.Limit)}: ") + $"[{color}]{Units.NameOf(target.Verdict)}[/]";
    }

    private static string Ratio(Spread spread) =>
        $"{Units.Format(spread.Median)} [{Units.Format(spread.LowerQuartile)}, {Units.Format(spread.UpperQuartile)}]";
}
