using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>Values as both formats read them.</summary>
internal static class NumberWriter
{
    /// <summary>
    /// Writes a value times a power of ten. An integer stays exact: its digits are written, and the power behind them (<c>1500e-9</c>). A
    /// double is written with as many digits as tell it from its neighbours.
    /// </summary>
    /// <returns>Bytes written, 40 at most.</returns>
    public static int Write(SampleValue value, int exponent, Span<byte> destination)
    {
        int written;
        if (value.IsInteger)
        {
            value.Integer.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
            if (exponent == 0 || value.Integer == 0) return written;
            destination[written++] = (byte)'e';
            exponent.TryFormat(destination[written..], out int digits, default, CultureInfo.InvariantCulture);
            return written + digits;
        }

        double number = value.Double;
        if (!double.IsFinite(number))
        {
            ReadOnlySpan<byte> word = double.IsNaN(number) ? "NaN"u8 : number > 0 ? "+Inf"u8 : "-Inf"u8;
            word.CopyTo(destination);
            return word.Length;
        }

        if (exponent < 0) number /= Math.Pow(10, -exponent); // an exact divisor: rounded once
        else if (exponent > 0) number *= Math.Pow(10, exponent);
        number.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
