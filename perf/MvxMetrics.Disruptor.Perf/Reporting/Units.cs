using System.Globalization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>How figures are named and written.</summary>
internal static class Units
{
    public static string NameOf(Quantity quantity) => quantity switch
    {
        Quantity.Call => "call, ns",
        Quantity.Apply => "apply, ns an event",
        Quantity.ProcessCpu => "process CPU, ns an event",
        Quantity.ProducerCpu => "producer's CPU, ns an event",
        Quantity.EndToEnd => "end to end, ns an event",
        Quantity.P50 => "p50, ns",
        Quantity.P99 => "p99, ns",
        Quantity.P999 => "p99.9, ns",
        Quantity.Max => "max, ns",
        Quantity.CoreShare => "% of a core",
        _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "A quantity without a name."),
    };

    public static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.Missed => "missed",
        _ => "too near to the limit for this noise",
    };

    /// <summary>Three digits that mean something.</summary>
    public static string Format(double value) => value switch
    {
        0 => "0",
        >= 100 or <= -100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 or <= -1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    public static string Percent(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
