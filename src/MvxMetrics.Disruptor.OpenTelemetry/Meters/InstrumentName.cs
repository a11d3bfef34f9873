namespace MvxMetrics.Disruptor;

/// <summary>
/// The names of instruments. The OpenTelemetry SDK omits an instrument, without an error, unless its name begins with an ASCII letter and
/// has at most 255 ASCII letters, digits and <c>_ . - /</c>.
/// </summary>
internal static class InstrumentName
{
    private const int Longest = 255;

    /// <summary>The name for a dimension: the metric's name for the main dimension, otherwise both names.</summary>
    public static string Of(string metric, string dimension, MetricKind kind)
    {
        bool isMain = dimension == WellKnownDimensions.Total
            || (dimension == WellKnownDimensions.Value && kind == MetricKind.Gauge);
        return isMain ? metric : $"{metric}.{dimension}";
    }

    /// <summary>Returns the name if it is allowed, otherwise a similar one.</summary>
    public static string Valid(string name)
    {
        if (name.Length <= Longest && char.IsAsciiLetter(name[0]) && name.All(IsAllowed)) return name;

        string allowed = string.Concat(name.Select(static c => IsAllowed(c) ? c : '_'));
        if (!char.IsAsciiLetter(allowed[0])) allowed = $"m_{allowed}";
        return allowed.Length <= Longest ? allowed : allowed[..Longest];
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/';
}
