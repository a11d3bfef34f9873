namespace MvxMetrics.Disruptor.Metrics;

/// <summary>State of a <see cref="Counter{TEvent}"/>.</summary>
public struct CounterState : IAccumulator<CounterState, long>
{
    /// <summary>The sum of all amounts. When it reaches the largest long, it stays there.</summary>
    public long Total;

    /// <summary>The number of negative amounts.</summary>
    public long Ignored;

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Total | Ignored) == 0;

    /// <summary>Adds an amount. A negative amount is ignored and counted.</summary>
    /// <param name="value">The amount.</param>
    /// <returns>False: ignored.</returns>
    public bool Add(long value)
    {
        if (value < 0)
        {
            Ignored++;
            return false;
        }

        long total = Total + value;
        Total = total < 0 ? long.MaxValue : total; // neither was negative, so the sum has overflowed
        return true;
    }

    /// <summary>Adds amounts, each as <see cref="Add(long)"/> does.</summary>
    internal void Add(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;

        // The sum is far from the end of the range and no amount is negative. Then the order does not matter, and all amounts are added at
        // once.
        Spread spread = Spread.Of(values);
        if (spread.Min >= 0 && spread.Max <= Spread.MaxForSum) Add(spread.Sum);
        else AddEach(values);
    }

    private void AddEach(ReadOnlySpan<long> values)
    {
        CounterState state = this;
        foreach (long value in values) state.Add(value);
        this = state;
    }

    /// <inheritdoc/>
    public void Merge(in CounterState later)
    {
        Total = Saturating.Add(Total, later.Total);
        Ignored += later.Ignored;
    }

    /// <inheritdoc/>
    public void Subtract(in CounterState earlier)
    {
        Total -= earlier.Total;
        Ignored -= earlier.Ignored;
    }

    /// <summary>Does nothing: a counter has no extremes.</summary>
    public readonly void ResetExtremes()
    {
    }

    /// <inheritdoc/>
    public readonly void WriteDimensions(DimensionWriter writer)
    {
        writer.Add(WellKnownDimensions.Total, Total);
        if (Ignored > 0) writer.Add(WellKnownDimensions.Ignored, Ignored);
    }
}
