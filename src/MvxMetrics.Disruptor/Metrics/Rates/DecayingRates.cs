namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Rates per second, weighted exponentially with time constants of 1, 5 and 15 minutes. An interval of any length is one step
/// in closed form, as if its amount had come evenly: <c>value = rate + (value - rate) * exp(-interval / constant)</c>.
/// </summary>
internal struct DecayingRates
{
    public double One;
    public double Five;
    public double Fifteen;

    public void Step(double rate, double seconds)
    {
        One = rate + ((One - rate) * Math.Exp(-seconds / 60));
        Five = rate + ((Five - rate) * Math.Exp(-seconds / 300));
        Fifteen = rate + ((Fifteen - rate) * Math.Exp(-seconds / 900));
    }

    /// <summary>The value divided by the weight of the time since the start. So the time before the start does not count as zero.</summary>
    public static double Corrected(double value, double constant, double secondsSinceStart) =>
        secondsSinceStart <= 0 ? 0 : value / -Expm1(-secondsSinceStart / constant);

    // exp(x) - 1 without cancellation near zero, where the result is nearly x.
    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
