namespace MvxMetrics.Disruptor.Perf;

/// <summary>What kind of figure a quantity is.</summary>
internal static class Quantities
{
    /// <summary>Whether a ratio of two such figures says anything: not of losses, which are to be zero.</summary>
    public static bool HasRatio(this Quantity quantity) => quantity is not (Quantity.LostPerMille or Quantity.LostPerBurst);
}
