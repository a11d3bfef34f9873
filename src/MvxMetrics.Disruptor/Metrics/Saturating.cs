namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Sums that stay at the end of the range when they reach it.</summary>
internal static class Saturating
{
    public static long Add(long left, long right)
    {
        long sum = unchecked(left + right);

        // Overflow: both operands have the same sign and the sum has the other one.
        return ((left ^ sum) & (right ^ sum)) < 0 ? left < 0 ? long.MinValue : long.MaxValue : sum;
    }

    public static long Subtract(long left, long right)
    {
        long difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) < 0 ? left < 0 ? long.MinValue : long.MaxValue : difference;
    }

    public static double Add(double left, double right) => Math.Clamp(left + right, double.MinValue, double.MaxValue);
}
