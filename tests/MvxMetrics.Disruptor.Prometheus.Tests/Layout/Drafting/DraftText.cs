using System.Text;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Families that were laid out, as lines: a header, and each sample's text with what stands behind it.</summary>
internal static class DraftText
{
    public static string[] Lines(LayoutText text, Family family, List<Sample> samples, ExpositionFormat format)
    {
        byte[] bytes = text.ToArray();
        Range header = format == ExpositionFormat.Text ? family.TextHeader : family.OpenMetricsHeader;
        IEnumerable<string> lines = samples[family.FirstSample..family.EndSample]
            .Select(s => $"{Encoding.UTF8.GetString(bytes, s.Start, s.Length)}<{s.Slot}>");
        return [.. Encoding.UTF8.GetString(bytes[header]).Split('\n')[..^1], .. lines];
    }
}
