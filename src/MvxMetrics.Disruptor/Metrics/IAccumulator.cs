namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A state of fixed size that takes one value after the other. What implements it can be split by a key
/// (<see cref="KeyedMetric{TEvent, TValue, TState}"/>) and be kept for a sliding window
/// (<see cref="WindowedMetric{TEvent, TValue, TState}"/>). All zero: nothing was added. Nothing here may allocate; no value,
/// however bad, may make it throw: it is ignored and counted.
/// </summary>
/// <typeparam name="TSelf">The state itself: plain numbers, no references.</typeparam>
/// <typeparam name="TValue">What it takes.</typeparam>
public interface IAccumulator<TSelf, in TValue>
    where TSelf : unmanaged, IAccumulator<TSelf, TValue>
{
    /// <summary>Whether there is nothing to show: no value was taken, and none was ignored.</summary>
    bool IsEmpty { get; }

    /// <summary>Takes a value. On the loop's thread.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>False: ignored, and counted as such.</returns>
    bool Add(TValue value);

    /// <summary>Takes all that another one took, as if its values had been added after the values of this one.</summary>
    /// <param name="later">The other one.</param>
    void Merge(in TSelf later);

    /// <summary>The inverse: takes away what was there before, and keeps what came since. What cannot be taken away stays;
    /// extremes that are not known to be those of what came since are left out.</summary>
    /// <param name="earlier">A copy of this one from an earlier time; all zero: before the first value.</param>
    void Subtract(in TSelf earlier);

    /// <summary>Starts minima and maxima anew; sums and counts go on.</summary>
    void ResetExtremes();

    /// <summary>Writes what there is to show, on the thread that reads, with constant names.</summary>
    /// <param name="writer">Takes the dimensions.</param>
    void WriteDimensions(DimensionWriter writer);
}
