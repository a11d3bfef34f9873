namespace MvxMetrics.Disruptor.Metrics;

/// <summary>State of an <see cref="UpDownCounter{TEvent}"/>.</summary>
public struct UpDownCounterState : IAccumulator<UpDownCounterState, long>
{
    /// <summary>The number of amounts taken.</summary>
    public long Count;

    /// <summary>
    /// The sum of the amounts. If an amount would lead outside the range of a long, the sum becomes the end of that range.
    /// </summary>
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

    /// <summary>Adds amounts, each as <see cref="Add(long)"/> does.</summary>
    internal void Add(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;

        // The sum is so far from both ends of the range that it cannot reach them in any order of the amounts. All amounts are added at
        // once.
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
