namespace MvxMetrics.Disruptor.Metrics;

/// <content>Many values at once.</content>
public partial struct SummaryState
{
    /// <summary>Takes values, each as <see cref="Add(double)"/> does, to the last bit.</summary>
    internal void Add(ReadOnlySpan<double> values)
    {
        // The first value, and the first value after a reset, set the extremes. From then on these are not NaN.
        int i = 0;
        while (i < values.Length && (Count == 0 || double.IsNaN(Min))) Add(values[i++]);
        while (i < values.Length)
        {
            i += AddOrdinary(values[i..]);
            if (i < values.Length) Add(values[i++]);
        }
    }

    // The same steps, with everything in registers, up to a value that is not finite or leads outside the range of a double. Only inlined
    // methods of the copies are called: a call by address would keep a copy in memory.
    private int AddOrdinary(ReadOnlySpan<double> values)
    {
        (long count, double min, double max) = (Count, Min, Max);
        CompensatedSum sum = _sum;
        RunningVariance variance = _variance;
        int i = 0;
        for (; i < values.Length; i++)
        {
            double value = values[i];
            double mean = variance.MeanWith(value, 1.0 / (count + 1));
            double squares = variance.SquaresWith(value, mean);
            if (!double.IsFinite(squares) || !double.IsFinite(value)) break;

            variance.Set(mean, squares);
            count++;
            if (!(min <= value)) min = value;
            if (!(max >= value)) max = value;
            sum.Add(value);
        }

        (Count, Min, Max) = (count, min, max);
        _sum = sum;
        _variance = variance;
        return i;
    }
}
