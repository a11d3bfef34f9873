using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <content>Many values at once.</content>
public partial struct GaugeState
{
    /// <summary>Takes values, each as <see cref="Add(double)"/> does, to the last bit.</summary>
    internal void Add(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return;

        if (!TryFindExtremes(values, out double min, out double max))
        {
            foreach (double value in values) Add(value);
            return;
        }

        // Zeros of both signs are equal. One by one, the first of them would be kept, so it is kept here too.
        if (min == 0) min = values[values.IndexOf(0.0)];
        if (max == 0) max = values[values.IndexOf(0.0)];
        if (Count == 0 || min < Min) Min = min;
        if (Count == 0 || max > Max) Max = max;
        Value = values[^1];
        Count += values.Length;
    }

    // False: not all values are finite. A finite value minus itself is zero; for any other value it is not.
    private static bool TryFindExtremes(ReadOnlySpan<double> values, out double min, out double max)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        (min, max) = (first, first);
        int i = 0;
        if (values.Length >= Vector<double>.Count)
        {
            Vector<double> minima = Vector.LoadUnsafe(ref first);
            Vector<double> maxima = minima;
            Vector<double> differences = Vector<double>.Zero;
            for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                Vector<double> some = Vector.LoadUnsafe(ref first, (nuint)i);
                minima = Vector.MinNative(minima, some);
                maxima = Vector.MaxNative(maxima, some);
                differences |= some - some;
            }

            if (!Vector.EqualsAll(differences, Vector<double>.Zero)) return false;

            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                if (minima[lane] < min) min = minima[lane];
                if (maxima[lane] > max) max = maxima[lane];
            }
        }

        for (; i < values.Length; i++)
        {
            double value = Unsafe.Add(ref first, i);
            if (!double.IsFinite(value)) return false;
            if (value < min) min = value;
            if (value > max) max = value;
        }

        return true;
    }
}
