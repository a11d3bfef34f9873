namespace MvxMetrics.Disruptor;

/// <content>Many values at once.</content>
public partial struct SummaryState
{
    /// <summary>Takes values: each as by <see cref="Add(double)"/>, to the last bit.</summary>
    internal void Add(ReadOnlySpan<double> values)
    {
        // The first one, and the first one after a new start, settle the extremes. From then on these are no NaN.
        int i = 0;
        while (i < values.Length && (Count == 0 || double.IsNaN(Min))) Add(values[i++]);
        while (i < values.Length)
        {
            i += AddOrdinary(values[i..]);
            if (i < values.Length) Add(values[i++]);
        }
    }

    // The same steps with everything in registers, up to a value that is not finite or leads beyond a double.
    private int AddOrdinary(ReadOnlySpan<double> values)
    {
        (long count, double min, double max) = (Count, Min, Max);
        (double mean, double squares, double sum, double lost) = (RunningMean, SquaredDeviations, _sum, _lost);
        int i = 0;
        for (; i < values.Length; i++)
        {
            double value = values[i];
            double share = 1.0 / (count + 1);
            double deviation = value - mean;
            double newMean = mean + (deviation * share);
            double newSquares = squares + (deviation * (value - newMean));
            if (!double.IsFinite(newSquares) || !double.IsFinite(value)) break;

            mean = newMean;
            squares = newSquares;
            count++;
            if (!(min <= value)) min = value;
            if (!(max >= value)) max = value;
            double newSum = sum + value;
            double taken = newSum - sum;
            lost += (sum - (newSum - taken)) + (value - taken);
            sum = newSum;
        }

        (Count, Min, Max) = (count, min, max);
        (RunningMean, SquaredDeviations, _sum, _lost) = (mean, squares, sum, lost);
        return i;
    }
}
