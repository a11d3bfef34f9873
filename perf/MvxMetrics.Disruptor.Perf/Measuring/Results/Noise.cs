namespace MvxMetrics.Disruptor.Perf;

/// <summary>How far the ratios of the same code against itself lie from 1, and what a comparison can say in spite of it.</summary>
internal static class Noise
{
    /// <summary>Taken where no control was run.</summary>
    public const double Unknown = 0;

    /// <summary>The wider of the median's distance and half the distance between the quartiles, as a fraction.</summary>
    public static double Of(Spread control) =>
        Math.Max(Math.Abs(control.Median - 1), (control.UpperQuartile - control.LowerQuartile) / 2);

    /// <summary>One process: whether its ratio meets its limit, misses it, or is too near to it to say.</summary>
    public static Verdict Judge(double ratio, double limit, double noise)
    {
        if (ratio * (1 + noise) <= limit) return Verdict.Met;
        return ratio * (1 - noise) > limit ? Verdict.Missed : Verdict.TooNoisy;
    }

    /// <summary>
    /// Several processes: met when the upper quartile over them meets the limit, missed when not even the lower one does. How far
    /// processes differ is the noise here.
    /// </summary>
    public static Verdict Judge(Spread processes, double limit)
    {
        if (processes.UpperQuartile <= limit) return Verdict.Met;
        return processes.LowerQuartile > limit ? Verdict.Missed : Verdict.TooNoisy;
    }

    /// <summary>
    /// A limit of zero is of losses: met when no round of any process lost anything, missed when at least every other round did.
    /// </summary>
    public static Verdict JudgeLoss(Spread rounds)
    {
        if (rounds.Max <= 0) return Verdict.Met;
        return rounds.Median > 0 ? Verdict.Missed : Verdict.TooNoisy;
    }
}
