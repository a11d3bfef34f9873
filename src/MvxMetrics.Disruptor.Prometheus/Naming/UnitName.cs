namespace MvxMetrics.Disruptor;

/// <summary>A unit as a word at the end of a name, and the power of ten that converts values to it.</summary>
/// <param name="Word">The word. Empty: no unit.</param>
/// <param name="Exponent">Values are multiplied by 10 to this power.</param>
internal readonly record struct UnitName(string Word, int Exponent)
{
    /// <summary>UCUM codes, their words, and their base units if a power of ten converts to them.</summary>
    private static readonly Dictionary<string, (string Word, string Base, int Exponent)> s_known = new(StringComparer.Ordinal)
    {
        ["ns"] = ("nanoseconds", "seconds", -9),
        ["us"] = ("microseconds", "seconds", -6),
        ["ms"] = ("milliseconds", "seconds", -3),
        ["s"] = ("seconds", "seconds", 0),
        ["min"] = ("minutes", "minutes", 0),
        ["h"] = ("hours", "hours", 0),
        ["d"] = ("days", "days", 0),
        ["By"] = ("bytes", "bytes", 0),
        ["kBy"] = ("kilobytes", "bytes", 3),
        ["MBy"] = ("megabytes", "bytes", 6),
        ["GBy"] = ("gigabytes", "bytes", 9),
        ["KiBy"] = ("kibibytes", "kibibytes", 0),
        ["MiBy"] = ("mebibytes", "mebibytes", 0),
        ["GiBy"] = ("gibibytes", "gibibytes", 0),
        ["bit"] = ("bits", "bits", 0),
        ["%"] = ("percent", "ratio", -2),
        ["m"] = ("meters", "meters", 0),
        ["g"] = ("grams", "grams", 0),
        ["V"] = ("volts", "volts", 0),
        ["A"] = ("amperes", "amperes", 0),
        ["J"] = ("joules", "joules", 0),
        ["W"] = ("watts", "watts", 0),
        ["Hz"] = ("hertz", "hertz", 0),
        ["Cel"] = ("celsius", "celsius", 0),
        ["K"] = ("kelvin", "kelvin", 0),
        ["1"] = (string.Empty, string.Empty, 0),
    };

    /// <summary>No unit.</summary>
    public static UnitName None => new(string.Empty, 0);

    /// <summary>
    /// The word for a unit. Annotations in braces are ignored (<c>{request}</c>). A quotient is a rate (<c>By/s</c>: bytes per second). An
    /// unknown unit is sanitized.
    /// </summary>
    /// <param name="unit">A unit in UCUM, or any other text, or null.</param>
    /// <param name="baseUnits">Whether to convert to the base unit.</param>
    public static UnitName Of(string? unit, bool baseUnits)
    {
        if (unit is null) return None;
        string[] parts = WithoutAnnotations(unit).Split('/');
        UnitName first = OfOne(parts[0], baseUnits);
        string word = first.Word;
        foreach (string part in parts.Skip(1))
            if (OfOne(part, baseUnits: false).Word is { Length: > 0 } divisor) word = Join(word, $"per_{Singular(divisor)}");
        return new UnitName(word, first.Exponent);
    }

    /// <summary>The unit of a rate of these per second.</summary>
    public UnitName PerSecond() => Word.Length == 0 ? this : this with { Word = $"{Word}_per_second" };

    private static UnitName OfOne(string unit, bool baseUnits)
    {
        if (!s_known.TryGetValue(unit, out var known)) return new UnitName(MetricName.Sanitize(unit).Trim('_'), 0);
        return baseUnits ? new UnitName(known.Base, known.Exponent) : new UnitName(known.Word, 0);
    }

    private static string Join(string word, string more) => word.Length == 0 ? more : $"{word}_{more}";

    private static string Singular(string word) =>
        word.EndsWith('s') && !word.EndsWith("celsius", StringComparison.Ordinal) ? word[..^1] : word;

    private static string WithoutAnnotations(string unit)
    {
        while (unit.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            int close = unit.IndexOf('}', open);
            unit = unit.Remove(open, (close < 0 ? unit.Length : close + 1) - open);
        }

        return unit.Trim();
    }
}
