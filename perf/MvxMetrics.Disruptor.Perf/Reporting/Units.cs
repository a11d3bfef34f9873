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
        Quantity.Order => "bare loop, ns an order",
        Quantity.WallAdded => "wall time added, ns an order",
        Quantity.CpuAdded => "process CPU added, ns an order",
        Quantity.LostPerMille => "lost, per mille",
        Quantity.LostPerBurst => "lost events a burst",
        Quantity.EventsPerSecond => "events a second",
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
        >= 10_000 or <= -10_000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 or <= -100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 or <= -1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>Median and quartiles.</summary>
    public static string Format(Spread spread) =>
        $"{Format(spread.Median)} ({Format(spread.LowerQuartile)}–{Format(spread.UpperQuartile)})";

    public static string Percent(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
