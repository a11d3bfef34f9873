using System.Numerics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Mean and deviation of doubles in whole numbers, so that nothing is rounded or overflows before the end.</summary>
internal static class ExactStatistics
{
    /// <summary>The smallest positive double is 2^-1074, and every double is a multiple of it.</summary>
    private const int Unit = -1074;

    public static double Mean(IReadOnlyCollection<double> values) =>
        values.Count == 0
            ? 0
            : Double(values.Aggregate(BigInteger.Zero, static (sum, v) => sum + Units(v)), values.Count, Unit, isSquare: false);

    public static double StandardDeviation(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return 0;

        BigInteger sum = 0;
        BigInteger squares = 0;
        foreach (double value in values)
        {
            BigInteger units = Units(value);
            sum += units;
            squares += units * units;
        }

        return Double((values.Count * squares) - (sum * sum), values.Count, Unit, isSquare: true);
    }

    private static BigInteger Units(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = exponent == 0 ? bits & 0xF_FFFF_FFFF_FFFF : (bits & 0xF_FFFF_FFFF_FFFF) | 0x10_0000_0000_0000;
        mantissa <<= Math.Max(0, exponent - 1);
        return bits < 0 ? -mantissa : mantissa;
    }

    // Of the leading 100 bits or so, which is more than a double has.
    private static double Double(BigInteger value, int divisor, int exponent, bool isSquare)
    {
        int shift = Math.Max(0, (int)value.GetBitLength() - 100) & ~1;
        double leading = (double)(value / BigInteger.Pow(2, shift));
        return isSquare
            ? Math.ScaleB(Math.Sqrt(leading) / divisor, (shift / 2) + exponent)
            : Math.ScaleB(leading / divisor, shift + exponent);
    }
}
