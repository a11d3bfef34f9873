namespace MvxMetrics.Disruptor;

/// <summary>The families of a layout that is being made. First they are collected, then they are named in a fixed order.</summary>
internal sealed class Families(bool baseUnits)
{
    private readonly SortedDictionary<FamilyId, (string? Help, List<SampleDraft> Samples)> _collected = [];
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

    /// <summary>Adds a sample to a metric's family. The family gets its name when all families are known.</summary>
    public void Add(FamilyId id, string? description, SampleDraft sample)
    {
        if (!_collected.TryGetValue(id, out var family)) family.Samples = [];
        family.Help ??= description;
        family.Samples.Add(sample);
        _collected[id] = family;
    }

    /// <summary>Lays all families out.</summary>
    public Family[] Build(LayoutText text, List<Sample> samples)
    {
        List<FamilyDraft> drafts = [.. _own];
        foreach ((FamilyId id, (string? description, List<SampleDraft> collected)) in _collected)
        {
            UnitName unit = SeriesRole.UnitOf(id, baseUnits);
            FamilyDraft draft = new(_names.Take(id, unit), id.Type, unit, Help(id, description));
            foreach (SampleDraft sample in collected) draft.Add(sample);
            drafts.Add(draft);
        }

        Family[] families = new Family[drafts.Count];
        for (int i = 0; i < families.Length; i++) families[i] = drafts[i].Build(text, samples);
        return families;
    }

    private static string Help(FamilyId id, string? description)
    {
        string what = description is null ? $"Metric {id.Metric}" : description.TrimEnd('.', ' ');
        return id.Dimension.Length == 0 ? $"{what}." : $"{what}: {id.Dimension}.";
    }
}
