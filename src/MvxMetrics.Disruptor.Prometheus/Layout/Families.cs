namespace MvxMetrics.Disruptor;

/// <summary>The families of a layout that is being made: first collected, then named in a fixed order.</summary>
internal sealed class Families(bool baseUnits)
{
    private readonly SortedDictionary<FamilyId, (string? Help, List<Func<FamilyDraft, SampleDraft>> Samples)> _collected = [];
    private readonly List<FamilyDraft> _own = [];
    private readonly FamilyNames _names = new();

    /// <summary>A family of the library's own account: its name is fixed.</summary>
    public FamilyDraft Own(string name, FamilyType type, string help)
    {
        _names.Reserve(name, type);
        FamilyDraft family = new(name, type, UnitName.None, help);
        _own.Add(family);
        return family;
    }

    /// <summary>A sample of a metric's family; made when the family is known.</summary>
    public void Add(FamilyId id, string? description, Func<FamilyDraft, SampleDraft> sample)
    {
        if (!_collected.TryGetValue(id, out var family)) family.Samples = [];
        family.Help ??= description;
        family.Samples.Add(sample);
        _collected[id] = family;
    }

    /// <summary>Lays all of them out.</summary>
    public Family[] Build(LayoutText text, List<Sample> samples)
    {
        List<FamilyDraft> drafts = [.. _own];
        foreach ((FamilyId id, (string? description, List<Func<FamilyDraft, SampleDraft>> drafting)) in _collected)
        {
            UnitName unit = SeriesRole.UnitOf(id, baseUnits);
            FamilyDraft draft = new(_names.Take(id, unit), id.Type, unit, Help(id, description));
            foreach (Func<FamilyDraft, SampleDraft> sample in drafting) draft.Add(sample(draft));
            drafts.Add(draft);
        }

        return [.. drafts.Select(draft => draft.Build(text, samples))];
    }

    private static string Help(FamilyId id, string? description)
    {
        string what = description is null ? $"Metric {id.Metric}" : description.TrimEnd('.', ' ');
        return id.Dimension.Length == 0 ? $"{what}." : $"{what}: {id.Dimension}.";
    }
}
