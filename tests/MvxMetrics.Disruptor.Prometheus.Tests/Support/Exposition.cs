namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A parsed exposition.</summary>
internal sealed record Exposition(string Text, IReadOnlyDictionary<string, ParsedFamily> Families)
{
    public IEnumerable<ParsedSample> Samples => Families.Values.SelectMany(static f => f.Samples);

    /// <summary>The samples of a name, as <c>labels value</c>.</summary>
    public string[] Lines(string name) =>
        [
            .. Samples.Where(s => s.Name == name).Select(s =>
                $"{string.Join(",", s.Labels.Where(static l => l.Key != "recorder").Select(static l => $"{l.Key}={l.Value}"))} {s.Text}"
                    .Trim()),
        ];

    /// <summary>The value of the only sample of a name, or with a label.</summary>
    public double Value(string name, params (string Name, string Value)[] labels) => Sample(name, labels).Value;

    public ParsedSample Sample(string name, params (string Name, string Value)[] labels) =>
        Samples.Single(s => s.Name == name && labels.All(l => s[l.Name] == l.Value));
}
