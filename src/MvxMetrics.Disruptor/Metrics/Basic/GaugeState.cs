namespace MvxMetrics.Disruptor.Metrics;

/// <summary>State of a <see cref="Gauge{TEvent}"/>.</summary>
public partial struct GaugeState : IAccumulator<GaugeState, double>
{
    /// <summary>The number of values taken. While it is zero, the other fields except Ignored mean nothing.</summary>
    public long Count;

    /// <summary>The last value.</summary>
    public double Value;

    /// <summary>The smallest value since the extremes were reset. NaN in a difference that does not know it.</summary>
    public double Min;

    /// <summary>The largest value since the extremes were reset. NaN in a difference that does not know it.</summary>
    public double Max;

    /// <summary>The number of values that were not finite.</summary>
    public long Ignored;

    private EarlierExtremes _earlier;

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Count | Ignored) == 0;

    private readonly double SmallestOfAll => _earlier.SmallestWith(Min);

    private readonly double LargestOfAll => _earlier.LargestWith(Max);

    /// <summary>Takes a value. A value that is not finite is ignored and counted.</summary>
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
        _earlier.Add(in later._earlier);
        Value = later.Value;
        Count += later.Count;
    }

    /// <summary>
    /// Subtracts the number of ignored values. The value stays as it is, whether or not a new one came. The extremes become those of the
    /// values that held since the earlier time, with the value that held at that time. They become NaN when they are not known for certain.
    /// </summary>
    /// <param name="earlier">A copy of this one from an earlier time; all zero: before the first value.</param>
    public void Subtract(in GaugeState earlier)
    {
        Ignored -= earlier.Ignored;
        if (Count == 0) return;

        double smallest = SmallestOfAll;
        double largest = LargestOfAll;
        if (earlier.Count > 0)
        {
            // The extremes lie between those of the two values that are known to have held, and the extremes of all values. There is no
            // doubt if these are equal, if no other value came, or if a new extreme came.
            bool isAllKnown = Count - earlier.Count <= 1;
            double low = Math.Min(earlier.Value, Value);
            double high = Math.Max(earlier.Value, Value);
            smallest = isAllKnown ? low : smallest < earlier.SmallestOfAll || smallest == low ? smallest : double.NaN;
            largest = isAllKnown ? high : largest > earlier.LargestOfAll || largest == high ? largest : double.NaN;
        }

        Min = smallest;
        Max = largest;
        _earlier = default;
    }

    /// <summary>Sets both extremes to the last value, which still holds.</summary>
    public void ResetExtremes()
    {
        if (Count > 0) _earlier.Add(Min, Max);
        Min = Max = Value;
    }

    /// <inheritdoc/>
    public readonly void WriteDimensions(DimensionWriter writer)
    {
        if (Count > 0)
        {
            writer.Add(WellKnownDimensions.Value, Value);
            if (!double.IsNaN(Min)) writer.Add(WellKnownDimensions.Min, Min);
            if (!double.IsNaN(Max)) writer.Add(WellKnownDimensions.Max, Max);
        }

        if (Ignored > 0) writer.Add(WellKnownDimensions.Ignored, Ignored);
    }
}
