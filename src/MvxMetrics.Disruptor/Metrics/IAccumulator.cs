namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A state of fixed size that takes one value after the other. A type that implements it can be split by a key
/// (<see cref="KeyedMetric{TEvent, TValue, TState}"/>) and kept for a sliding window
/// (<see cref="WindowedMetric{TEvent, TValue, TState}"/>). All zero means that nothing was added. No member may allocate. No value may make
/// a member throw: a bad value is ignored and counted.
/// </summary>
/// <typeparam name="TSelf">The state itself: plain numbers, no references.</typeparam>
/// <typeparam name="TValue">The type of the values that it takes.</typeparam>
public interface IAccumulator<TSelf, in TValue>
    where TSelf : unmanaged, IAccumulator<TSelf, TValue>
{
    /// <summary>Whether there is nothing to show: no value was taken, and none was ignored.</summary>
    bool IsEmpty { get; }

    /// <summary>Takes a value. On the loop's thread.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>False: ignored, and counted as such.</returns>
    bool Add(TValue value);

    /// <summary>Takes everything that another state took, as if the other's values had been added after the values of this one.</summary>
    /// <param name="later">The other state.</param>
    void Merge(in TSelf later);

    /// <summary>
    /// The inverse of <see cref="Merge"/>: subtracts what was there before, and keeps what came since. What cannot be subtracted stays.
    /// Extremes are left out if they may be older.
    /// </summary>
    /// <param name="earlier">A copy of this one from an earlier time; all zero: before the first value.</param>
    void Subtract(in TSelf earlier);

    /// <summary>Resets minima and maxima. Sums and counts go on.</summary>
    void ResetExtremes();

    /// <summary>Writes the dimensions, on the reading thread, with constant names.</summary>
    /// <param name="writer">Receives the dimensions.</param>
    void WriteDimensions(DimensionWriter writer);
}
