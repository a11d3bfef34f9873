namespace MvxMetrics.Disruptor.Metrics;

/// <summary>State of an <see cref="UpDownCounter{TEvent}"/>.</summary>
public struct UpDownCounterState : IAccumulator<UpDownCounterState, long>
{
    /// <summary>Amounts taken.</summary>
    public long Count;

    /// <summary>Their sum; stays within a long: an amount that would lead beyond leads to the end of the range.</summary>
    public long Total;

    /// <inheritdoc/>
    public readonly bool IsEmpty => Count == 0;

    /// <summary>Adds an amount of either sign.</summary>
    /// <param name="value">The amount.</param>
    /// <returns>True: no amount is ignored.</returns>
    public bool Add(long value)
    {
        Total = Saturating.Add(Total, value);
        Count++;
        return true;
    }

    /// <summary>Adds amounts: each as by <see cref="Add(long)"/>.</summary>
    internal void Add(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;

        // Far from both ends of the range no order of the amounts comes near them: all at once.
        Spread spread = Spread.Of(values);
        if (spread.Min >= -Spread.MaxForSum && spread.Max <= Spread.MaxForSum && Total is > -(1L << 62) and < (1L << 62))
        {
            Total += spread.Sum;
            Count += values.Length;
            return;
        }

        UpDownCounterState state = this;
        foreach (long value in values) state.Add(value);
        this = state;
    }

    /// <inheritdoc/>
    public void Merge(in UpDownCounterState later)
    {
        Total = Saturating.Add(Total, later.Total);
        Count += later.Count;
    }

    /// <inheritdoc/>
    public void Subtract(in UpDownCounterState earlier)
    {
        Total = Saturating.Subtract(Total, earlier.Total);
        Count -= earlier.Count;
    }

    /// <summary>Does nothing: an up-down counter has no extremes.</summary>
    public readonly void ResetExtremes()
    {
    }

    /// <inheritdoc/>
    public readonly void WriteDimensions(DimensionWriter writer) => writer.Add(WellKnownDimensions.Total, Total);
}
