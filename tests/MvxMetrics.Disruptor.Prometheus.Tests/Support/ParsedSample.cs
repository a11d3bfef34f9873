namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A line of an exposition.</summary>
internal sealed record ParsedSample(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, string Text)
{
    public double Value => ExpositionParser.Number(Text);

    public string? this[string label] => Labels.FirstOrDefault(l => l.Key == label).Value;

    /// <summary>Everything but the value, labels in their order.</summary>
    public string Series => $"{Name}{{{string.Join(",", Labels.Select(static l => $"{l.Key}={l.Value}"))}}}";

    /// <summary>The labels without those that tell the parts of a point apart.</summary>
    public string Point =>
        string.Join(",", Labels.Where(static l => l.Key is not ("le" or "quantile")).Select(static l => $"{l.Key}={l.Value}"));
}
