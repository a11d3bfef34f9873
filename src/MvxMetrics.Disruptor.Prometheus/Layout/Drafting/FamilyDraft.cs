using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>A family that is being laid out.</summary>
internal sealed class FamilyDraft(string name, FamilyType type, UnitName unit, string help)
{
    /// <summary>The samples, each with the number of its point. The points are in the order in which they came.</summary>
    private readonly List<(int Point, SampleDraft Sample)> _samples = [];
    private readonly Dictionary<string, int> _points = new(StringComparer.Ordinal);

    /// <summary>Adds a sample.</summary>
    public void Add(SampleDraft sample)
    {
        if (!_points.TryGetValue(sample.Point, out int point))
        {
            point = _points.Count;
            _points.Add(sample.Point, point);
        }

        _samples.Add((point, sample));
    }

    /// <summary>Lays the family out: its text, and its samples behind those of the families before it.</summary>
    public Family Build(LayoutText text, List<Sample> samples)
    {
        int first = samples.Count;
        SampleRules rules = type == FamilyType.Gauge ? SampleRules.None : SampleRules.NotNegative;
        foreach ((_, SampleDraft sample) in _samples.OrderBy(static s => s.Point).ThenBy(static s => s.Sample.Place))
        {
            Sample laidOut = new(0, 0, sample.Slot, sample.ItemSlot, sample.IsInUnit ? unit.Exponent : 0, rules);
            samples.Add(laidOut.At(text.Add(Start(sample))));
            if (sample.Created is not { } created || type == FamilyType.Gauge) continue;

            Sample line = new(0, 0, sample.Slot, -1, 0, rules | SampleRules.Created);
            samples.Add(line.At(text.Add(CreatedLine(sample, created))));
        }

        return new Family(text.Add(Header(ExpositionFormat.Text)), text.Add(Header(ExpositionFormat.OpenMetrics)), first, samples.Count);
    }

    private string Start(SampleDraft sample)
    {
        string labels = sample.Bound is { } bound
            ? LabelText.Append(sample.Labels, "le", NumberText.Of(bound, unit.Exponent))
            : sample.Labels;
        if (sample.ItemSlot >= 0) return $"{name}{sample.Suffix}{{{labels}{(labels.Length > 0 ? "," : string.Empty)}item=\"";
        return labels.Length == 0 ? $"{name}{sample.Suffix} " : $"{name}{sample.Suffix}{{{labels}}} ";
    }

    private string CreatedLine(SampleDraft sample, DateTimeOffset created)
    {
        long milliseconds = created.ToUnixTimeMilliseconds();
        string labels = sample.Point.Length == 0 ? string.Empty : $"{{{sample.Point}}}";
        return string.Create(CultureInfo.InvariantCulture, $"{name}_created{labels} {milliseconds / 1000}.{milliseconds % 1000:000}\n");
    }

    private string Header(ExpositionFormat format)
    {
        bool isOpen = format == ExpositionFormat.OpenMetrics;
        string shown = type == FamilyType.Counter && !isOpen ? $"{name}_total" : name;
        string typeName = type switch
        {
            FamilyType.Counter => "counter",
            FamilyType.Histogram => "histogram",
            FamilyType.Summary => "summary",
            _ => "gauge",
        };
        bool hasUnit = isOpen && unit.Word.Length > 0 && name.EndsWith($"_{unit.Word}", StringComparison.Ordinal);
        string unitLine = hasUnit ? $"# UNIT {shown} {unit.Word}\n" : string.Empty;
        return $"# TYPE {shown} {typeName}\n{unitLine}# HELP {shown} {LabelText.Help(help, format)}\n";
    }
}
