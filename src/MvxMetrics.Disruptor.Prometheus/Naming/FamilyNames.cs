using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Gives families their names, so that no two names conflict: a family takes its own name and the names of all its samples. If a name is
/// taken, the next family gets a number: <c>save_2_seconds</c>.
/// </summary>
internal sealed class FamilyNames
{
    /// <summary>
    /// The endings with which the formats mark the parts of a family. The name of a family of another type must not end with them.
    /// </summary>
    private static readonly string[] s_reserved = ["_total", "_count", "_sum", "_bucket", "_created", "_info"];

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a name that is known to be free.</summary>
    public void Reserve(string name, FamilyType type) => TryTake(name, type);

    /// <summary>Finds a free name and takes it.</summary>
    public string Take(FamilyId id, UnitName unit)
    {
        string stem = MetricName.Sanitize(id.Metric);
        if (id.Dimension.Length > 0) stem = $"{stem}_{MetricName.Sanitize(id.Dimension)}";
        if (id.Type == FamilyType.Counter)
            while (stem.Length > "_total".Length && stem.EndsWith("_total", StringComparison.Ordinal)) stem = stem[..^"_total".Length];

        for (int number = 1; ; number++)
        {
            string name = number == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{number}");
            if (unit.Word.Length > 0 && !name.EndsWith($"_{unit.Word}", StringComparison.Ordinal)) name = $"{name}_{unit.Word}";
            if (id.Type != FamilyType.Counter && HasReservedEnding(name)) name = $"{name}_value";
            if (TryTake(name, id.Type)) return name;
        }
    }

    private static bool HasReservedEnding(string name)
    {
        foreach (string ending in s_reserved)
            if (name.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }

    private bool TryTake(string name, FamilyType type)
    {
        string[] names = type switch
        {
            FamilyType.Counter => [name, $"{name}_total", $"{name}_created"],
            FamilyType.Histogram => [name, $"{name}_bucket", $"{name}_sum", $"{name}_count", $"{name}_created"],
            FamilyType.Summary => [name, $"{name}_sum", $"{name}_count", $"{name}_created"],
            _ => [name],
        };
        if (_taken.Overlaps(names)) return false;
        _taken.UnionWith(names);
        return true;
    }
}
