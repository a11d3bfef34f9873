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
        Table table = new Table().AddColumns("Recorder", "Metric", "Value").Caption(Conservation(snapshot.Statistics));
        foreach ((string recorder, IReadOnlyDictionary<string, MetricSnapshot> metrics) in snapshot.Recorders)
        {
            bool first = true;
            foreach (MetricSnapshot metric in metrics.Values)
            {
                table.AddRow(Markup.Escape(first ? recorder : string.Empty), Markup.Escape(metric.Name), Markup.Escape(Values(metric)));
                first = false;
            }
        }

        return table;
    }

    public static IEnumerable<string> ToLines(RuntimeSnapshot snapshot)
    {
        foreach ((string recorder, IReadOnlyDictionary<string, MetricSnapshot> metrics) in snapshot.Recorders)
        {
            yield return recorder;
            foreach (MetricSnapshot metric in metrics.Values) yield return $"  {metric.Name,-40} {Values(metric)}";
        }

        yield return Conservation(snapshot.Statistics);
    }

    private static string Values(MetricSnapshot metric) => string.Join(
        "  ", metric.Dimensions.Select(d => $"{d.Key} {Format(d.Value)}{(metric.Unit is null || d.Key.Contains("count", StringComparison.Ordinal) ? string.Empty : " " + metric.Unit)}"));

    private static string Format(MetricValue value) => value.IsInteger
        ? value.ToInt64().ToString(CultureInfo.InvariantCulture)
        : value.ToDouble().ToString("0.0", CultureInfo.InvariantCulture);

    private static string Conservation(RuntimeStatistics s) =>
        $"attempted {s.Attempted} = accepted {s.Accepted} + dropped {s.Dropped}; "
        + $"accepted {s.Accepted} = processed {s.Processed} + discarded {s.Discarded} + pending {s.Pending}";
}
