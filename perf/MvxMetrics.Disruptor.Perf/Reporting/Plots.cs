using System.Text;
using ScottPlot;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Pictures of a run: bars of ratios, curves of latency percentiles, lines over a scale; SVG.</summary>
internal static class Plots
{
    public const string TargetsFile = "targets.svg";
    private const int Width = 900;

    public static string FileOf(ScenarioResult scenario) => $"{scenario.Name}.svg";

    public static void Save(string folder, RunReport report)
    {
        Directory.CreateDirectory(folder);
        SaveTargets(Path.Combine(folder, TargetsFile), report);
        foreach (ScenarioResult scenario in report.Scenarios)
        {
            string file = Path.Combine(folder, FileOf(scenario));
            if (scenario.ScalingAxis is not null) SaveLine(file, scenario);
            else if (scenario.Sides.Any(static s => s.Latencies.Count > 0)) SaveCurves(file, scenario);
            else SaveBars(file, scenario);
        }
    }

    // How much of its limit each target takes: 1 and below is met.
    private static void SaveTargets(string file, RunReport report)
    {
        TargetResult[] all = [.. report.Scenarios.SelectMany(static s => s.Targets)];
        (string Name, double Share, Verdict Verdict)[] targets =
        [
            .. report.Scenarios.SelectMany(static s => s.Targets.Select(t =>
                (t.Peer is null ? $"{s.Name}: {t.Ours}" : $"{s.Name}: {t.Ours} / {t.Peer}", ShareOf(t, t.Measured.Median), t.Verdict))),
        ];
        if (targets.Length == 0) return;

        using Plot plot = new();
        for (int i = 0; i < targets.Length; i++)
        {
            plot.Add.Bar(new Bar
            {
                Position = targets.Length - i,
                Value = targets[i].Share,
                FillColor = targets[i].Verdict switch
                {
                    Verdict.Met => Colors.SeaGreen,
                    Verdict.Missed => Colors.IndianRed,
                    _ => Colors.Orange,
                },
                Orientation = Orientation.Horizontal,
            });
            if (all[i].OverProcesses is not { } processes) continue;

            double position = targets.Length - i;
            (double lower, double upper) = (ShareOf(all[i], processes.LowerQuartile), ShareOf(all[i], processes.UpperQuartile));
            plot.Add.Line(lower, position, upper, position).Color = Colors.Black;
        }

        plot.Add.VerticalLine(1, color: Colors.Black);
        NameRows(plot, [.. targets.Select(static t => t.Name)]);
        Title(plot, "Measured over its limit: the median, and the quartiles over processes (1 and below: met; cut off at 10)");
        plot.SaveSvg(file, Width + 300, 120 + (targets.Length * 22));
    }

    // Nothing of nothing is within the limit, anything of nothing far beyond.
    private static double ShareOf(TargetResult target, double measured)
    {
        if (target.Limit <= 0) return measured > 0 ? 10 : 0;
        return Math.Min(measured / target.Limit, 10);
    }

    // Ratios, or the figures themselves where ratios say nothing. Sides that lack the quantity are left out.
    private static void SaveBars(string file, ScenarioResult scenario)
    {
        Quantity quantity = scenario.Quantity;
        SideResult[] sides = [.. scenario.Sides.Where(s => s.Values.ContainsKey(quantity))];
        bool isRatio = quantity.HasRatio() && sides.All(s => s.Ratios.ContainsKey(quantity));
        using Plot plot = new();
        for (int i = 0; i < sides.Length; i++)
        {
            Spread spread = isRatio ? sides[i].Ratios[quantity] : sides[i].Values[quantity];
            double position = sides.Length - i;
            plot.Add.Bar(new Bar
            {
                Position = position,
                Value = spread.Median,
                FillColor = Colors.SteelBlue,
                Orientation = Orientation.Horizontal,
            });
            plot.Add.Line(spread.LowerQuartile, position, spread.UpperQuartile, position).Color = Colors.Black;
            if (!isRatio || sides[i].ProcessRatios is not { } ratios || !ratios.TryGetValue(quantity, out Spread? processes)) continue;

            var line = plot.Add.Line(processes.LowerQuartile, position - 0.25, processes.UpperQuartile, position - 0.25);
            (line.Color, line.LineWidth) = (Colors.DarkOrange, 2);
        }

        NameRows(plot, [.. sides.Select(static s => s.Name)]);
        string what = isRatio ? $"ratio to {scenario.Reference}" : "itself";
        string orange = scenario.Processes > 1 ? "; orange: over processes" : string.Empty;
        Title(plot, $"{scenario.Title}\n{Units.NameOf(quantity)}, {what}; black: quartiles over rounds{orange}");
        plot.SaveSvg(file, Width, 140 + (sides.Length * 30));
    }

    private static void SaveCurves(string file, ScenarioResult scenario)
    {
        using Plot plot = new();
        foreach (SideResult side in scenario.Sides)
        {
            LatencyPoint[] points = [.. side.Latencies.Where(static p => p.Percentile < 100)];
            var line = plot.Add.Scatter(
                points.Select(static p => Nines(p.Percentile)).ToArray(),
                points.Select(static p => Math.Log10(Math.Max(1, p.Nanoseconds))).ToArray());
            line.LegendText = side.Name;
        }

        double[] shown = [0, 50, 90, 99, 99.9, 99.99];
        plot.Axes.Bottom.SetTicks([.. shown.Select(Nines)], [.. shown.Select(static p => $"{p} %")]);
        PowersOfTen(plot.Axes.Left, scenario.Sides.SelectMany(static s => s.Latencies).Select(static p => (double)p.Nanoseconds));
        plot.Axes.Left.Label.Text = "ns";
        Title(plot, $"{scenario.Title}\nlatency by percentile, the clock's cost included");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SaveSvg(file, Width, 480);

        static double Nines(double percentile) => -Math.Log10(1 - (percentile / 100));
    }

    private static void SaveLine(string file, ScenarioResult scenario)
    {
        using Plot plot = new();
        double[] x = [.. Enumerable.Range(0, scenario.Sides.Count).Select(static i => (double)i)];
        Quantity[] shown = scenario.Quantity == Quantity.CoreShare ? [Quantity.CoreShare] : [.. scenario.Sides[0].Values.Keys]; // one unit
        foreach (Quantity quantity in shown)
        {
            var line = plot.Add.Scatter(x, scenario.Sides.Select(s => s.Values[quantity].Median).ToArray());
            line.LegendText = Units.NameOf(quantity);
        }

        plot.Axes.Bottom.SetTicks(x, [.. scenario.Sides.Select(static s => s.Name)]);
        plot.Axes.Bottom.Label.Text = scenario.ScalingAxis!;
        plot.Axes.SetLimitsY(0, scenario.Sides.Max(s => shown.Max(q => s.Values[q].Median)) * 1.15);
        Title(plot, scenario.Title);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SaveSvg(file, Width, 420);
    }

    // In lines that fit: a title that is wider than its picture is cut off at both ends.
    private static void Title(Plot plot, string text)
    {
        const int MaxColumns = 70;
        StringBuilder lines = new();
        int column = 0;
        foreach (string word in text.Replace("\n", " \n ", StringComparison.Ordinal).Split(' '))
        {
            bool isBreak = word == "\n";
            if (isBreak || column + word.Length > MaxColumns) (lines, column) = (lines.Append('\n'), 0);
            if (isBreak) continue;
            if (column > 0) lines.Append(' ');
            lines.Append(word);
            column += word.Length + 1;
        }

        plot.Title(lines.ToString(), 13);
    }

    private static void NameRows(Plot plot, string[] names)
    {
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, names.Length).Select(i => (double)(names.Length - i))], names);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Margins(left: 0);
    }

    private static void PowersOfTen(IYAxis axis, IEnumerable<double> values)
    {
        int last = (int)Math.Ceiling(Math.Log10(values.Max()));
        double[] powers = [.. Enumerable.Range(0, last + 1).Select(static p => (double)p)];
        axis.SetTicks(powers, [.. powers.Select(static p => $"{Math.Pow(10, p):N0}")]);
    }
}
