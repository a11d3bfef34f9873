namespace MvxMetrics.Disruptor.Perf;

/// <summary>How far the ratios of the same code against itself lie from 1: what a comparison cannot see below.</summary>
internal static class Noise
{
    /// <summary>Taken where no control was run.</summary>
    public const double Unknown = 0;

    /// <summary>The wider of the median's distance and half the distance between the quartiles, as a fraction.</summary>
    public static double Of(Spread control) =>
        Math.Max(Math.Abs(control.Median - 1), (control.UpperQuartile - control.LowerQuartile) / 2);

    /// <summary>Whether a ratio meets its limit, misses it, or is too near to it to say.</summary>
    public static Verdict Judge(double ratio, double limit, double noise)
    {
        if (ratio * (1 + noise) <= limit) return Verdict.Met;
        return ratio * (1 - noise) > limit ? Verdict.Missed : Verdict.TooNoisy;
    }
}
