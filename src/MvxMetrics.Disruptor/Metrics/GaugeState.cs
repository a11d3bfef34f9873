namespace MvxMetrics.Disruptor;

/// <summary>State of a <see cref="Gauge{TEvent}"/>.</summary>
public struct GaugeState : IAccumulator<GaugeState, double>
{
    /// <summary>Values taken; the other fields mean nothing while it is zero.</summary>
    public long Count;

    /// <summary>The last value.</summary>
    public double Value;

    /// <summary>The smallest since the extremes were started anew.</summary>
    public double Min;

    /// <summary>The largest since the extremes were started anew.</summary>
    public double Max;

    /// <summary>Values that were not finite.</summary>
    public long Ignored;

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Count | Ignored) == 0;

    /// <summary>Takes a value; one that is not finite is ignored and counted.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False: ignored.</returns>
    public bool Add(double value)
    {
        if (!double.IsFinite(value))
        {
            Ignored++;
            return false;
        }

        if (Count == 0) Min = Max = value;
        else if (value < Min) Min = value;
        else if (value > Max) Max = value;
        Value = value;
        Count++;
        return true;
    }

    /// <inheritdoc/>
    public void Merge(in GaugeState later)
    {
        Ignored += later.Ignored;
        if (later.Count == 0) return;

        Min = Count == 0 ? later.Min : Math.Min(Min, later.Min);
        Max = Count == 0 ? later.Max : Math.Max(Max, later.Max);
        Value = later.Value;
        Count += later.Count;
    }

    /// <summary>Subtracts what was ignored; the value and its extremes stay as they are, whether or not a new one came.</summary>
    /// <param name="earlier">A copy of this one from an earlier time.</param>
    public void Subtract(in GaugeState earlier) => Ignored -= earlier.Ignored;

    /// <summary>Both extremes become the last value, which still holds.</summary>
    public void ResetExtremes() => Min = Max = Value;

    /// <inheritdoc/>
    public readonly void WriteDimensions(DimensionWriter writer)
    {
        if (Count > 0)
        {
            writer.Add("value", Value);
            writer.Add("min", Min);
            writer.Add("max", Max);
        }

        if (Ignored > 0) writer.Add("ignored", Ignored);
    }
}
