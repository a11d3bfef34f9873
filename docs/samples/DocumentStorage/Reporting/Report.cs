using System.Globalization;
using MvxMetrics.Disruptor;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DocumentStorageSample;

/// <summary>Shows a snapshot of the runtime: as a table while it runs, as plain lines at the end.</summary>
internal static class Report
{
    public static IRenderable ToTable(RuntimeSnapshot snapshot)
    {
        Table table = new Table().AddColumns("Metric", "Value").Caption(Conservation(snapshot.Statistics));
        foreach ((string recorder, IReadOnlyDictionary<string, MetricSnapshot> metrics) in snapshot.Recorders)
        {
            table.AddRow($"[bold]{Markup.Escape(recorder)}[/]");
            foreach (MetricSnapshot metric in metrics.Values) table.AddRow(Markup.Escape(metric.Name), Markup.Escape(Values(metric)));
        }

        return table;
    }

    public static IEnumerable<string> ToLines(RuntimeSnapshot snapshot)
    {
        foreach ((string recorder, IReadOnlyDictionary<string, MetricSnapshot> metrics) in snapshot.Recorders)
        {
            yield return recorder;
            foreach (MetricSnapshot metric in metrics.Values) yield return $"  {metric.Name,-32} {Values(metric)}";
        }

        yield return Conservation(snapshot.Statistics);
    }

    private static string Values(MetricSnapshot metric) =>
        string.Join("  ", metric.Dimensions
            .Where(d => IsShown(metric.Kind, d.Key))
            .Select(d => $"{d.Key} {Format(metric, d.Key, d.Value)}"));

    // Histograms and rates have more to say than fits a line.
    private static bool IsShown(MetricKind kind, string dimension) => kind switch
    {
        MetricKind.Histogram => dimension is "count" or "mean" or "max" || dimension.StartsWith('p'),
        MetricKind.Rate => dimension is "sum" or "sum_rate_1s" or "sum_rate_10s",
        _ => true,
    };

    private static string Format(MetricSnapshot metric, string dimension, MetricValue value)
    {
        string? unit = dimension == "count" ? null : metric.Unit;
        string number = unit == "By" ? Bytes(value.ToDouble())
            : value.IsInteger ? value.ToInt64().ToString("N0", CultureInfo.InvariantCulture)
            : value.ToDouble().ToString("N1", CultureInfo.InvariantCulture);
        return number
            + (unit is null or "By" ? string.Empty : $" {unit}")
            + (dimension.Contains("rate", StringComparison.Ordinal) ? "/s" : string.Empty);
    }

    private static string Bytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:N1} MB");

    private static string Conservation(RuntimeStatistics s) =>
        $"attempted {s.Attempted} = accepted {s.Accepted} + dropped {s.Dropped}; "
        + $"accepted {s.Accepted} = processed {s.Processed} + discarded {s.Discarded} + pending {s.Pending}";
}
