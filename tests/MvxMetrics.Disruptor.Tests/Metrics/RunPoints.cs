using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Points of all kinds, and their way to a metric: as spans, or with gaps as in a lane.</summary>
internal static class RunPoints
{
    private const int Stride = 40;

    private static readonly long[] s_amounts =
    [
        long.MinValue, long.MinValue + 1, -(1L << 56), -1, 0, 1, (1L << 52) - 1, 1L << 52, (1L << 56) - 1, 1L << 56, 3_600_000_000_000,
        3_600_000_000_001, long.MaxValue - 1, long.MaxValue,
    ];

    private static readonly double[] s_values =
        [double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.MinValue, -0.0, 0.0, double.Epsilon, 1e300, double.MaxValue];

    /// <summary>Points of which so many in a thousand are awkward.</summary>
    public static Point[] Of(Random random, int count, int awkward)
    {
        Point[] points = new Point[count];
        for (int i = 0; i < count; i++)
        {
            long key = random.Next(random.Next(2) == 0 ? 8 : 1000);
            long amount = random.Next(1000) < awkward ? s_amounts[random.Next(s_amounts.Length)] : random.NextInt64(1L << random.Next(42));
            double value = random.Next(1000) < awkward
                ? s_values[random.Next(s_values.Length)]
                : random.Next(-4, 5) * (random.Next(2) == 0 ? 1 : 0.1);
            points[i] = new Point(key, amount, value);
        }

        return points;
    }

    /// <summary>Hands points over in one run.</summary>
    public static void HandleRun(Metric metric, ReadOnlySpan<Point> points, bool isStrided)
    {
        IMetricRunHandler<Point> handler = (IMetricRunHandler<Point>)metric;
        if (isStrided) HandleStrided(handler, points);
        else handler.HandleEvents(new EventRun<Point>(points));
    }

    /// <summary>Every byte of the state.</summary>
    public static byte[] StateOf(Metric metric)
    {
        byte[] state = new byte[metric.StateBytes];
        metric.CopyStateTo(state, CopyExtent.Whole);
        return state;
    }

    private static unsafe void HandleStrided(IMetricRunHandler<Point> handler, ReadOnlySpan<Point> points)
    {
        // What lies between the points is no point.
        byte* memory = stackalloc byte[EventRun<Point>.MaxEvents * Stride];
        new Span<byte>(memory, EventRun<Point>.MaxEvents * Stride).Fill(0xFF);
        for (int i = 0; i < points.Length; i++) Unsafe.WriteUnaligned(memory + 8 + (i * Stride), points[i]);
        handler.HandleEvents(new EventRun<Point>(memory + 8, points.Length, Stride));
    }
}
