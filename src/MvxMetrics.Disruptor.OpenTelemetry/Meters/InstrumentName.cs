namespace MvxMetrics.Disruptor;

/// <summary>
/// Names of instruments. The OpenTelemetry SDK leaves out an instrument, without an error, unless its name begins with an ASCII
/// letter and consists of at most 255 ASCII letters, digits and <c>_ . - /</c>.
/// </summary>
internal static class InstrumentName
{
    private const int Longest = 255;

    /// <summary>The name of a dimension: the metric's for its main one, otherwise both.</summary>
    public static string Of(string metric, string dimension, MetricKind kind)
    {
        bool isMain = dimension == WellKnownDimensions.Total
            || (dimension == WellKnownDimensions.Value && kind == MetricKind.Gauge);
        return isMain ? metric : $"{metric}.{dimension}";
    }

    /// <summary>The name itself if it may be used, otherwise one like it.</summary>
    public static string Valid(string name)
    {
        if (name.Length <= Longest && char.IsAsciiLetter(name[0]) && name.All(IsAllowed)) return name;

        string allowed = string.Concat(name.Select(static c => IsAllowed(c) ? c : '_'));
        if (!char.IsAsciiLetter(allowed[0])) allowed = $"m_{allowed}";
        return allowed.Length <= Longest ? allowed : allowed[..Longest];
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/';
}
