using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>Writes values in the form that both formats read.</summary>
internal static class NumberWriter
{
    /// <summary>
    /// Writes a value times a power of ten. An integer stays exact: its digits are written, and then the power (<c>1500e-9</c>). A double
    /// is written with as many digits as distinguish it from its neighbours.
    /// </summary>
    /// <returns>The bytes written, 40 at most.</returns>
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

        if (exponent < 0) number /= Math.Pow(10, -exponent); // the divisor is exact, so it is rounded once
        else if (exponent > 0) number *= Math.Pow(10, exponent);
        number.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
