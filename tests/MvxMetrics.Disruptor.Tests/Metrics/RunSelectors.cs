using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// What metrics of <see cref="Point"/> are asked for in the tests of runs, as types. Each can be made to throw; and each throws
/// for a point that a filter has left out, where the test says so.
/// </summary>
internal static class RunSelectors
{
    /// <summary>The value of a point for which the armed selector throws.</summary>
    public const double Bad = 666.5;

    /// <summary>All that can be armed.</summary>
    public static readonly string[] Names =
        [nameof(Key), nameof(Id), nameof(Amount), nameof(Value), nameof(Start), nameof(End), nameof(Due), nameof(Wanted)];

    [ThreadStatic]
    private static string? t_armed;

    [ThreadStatic]
    private static bool t_isFiltered;

    /// <summary>Which one throws for <see cref="Bad"/>; null: none.</summary>
    public static string? Armed
    {
        set => t_armed = value;
    }

    /// <summary>Whether selectors throw for points that <see cref="Wanted"/> leaves out.</summary>
    public static bool IsFiltered
    {
        set => t_isFiltered = value;
    }

    public static int KeyOf(in Point p) => Checked(nameof(Key), in p, (int)(p.Key & 15) - 1);

    public static long IdOf(in Point p) => Checked(nameof(Id), in p, p.Key);

    public static long AmountOf(in Point p) => Checked(nameof(Amount), in p, p.Amount);

    public static double ValueOf(in Point p) => Checked(nameof(Value), in p, p.Value);

    public static long StartOf(in Point p) => Checked(nameof(Start), in p, p.Key * 1000);

    public static long EndOf(in Point p) => Checked(nameof(End), in p, p.Amount);

    public static long DueOf(in Point p) => Checked(nameof(Due), in p, p.Key * 999);

    public static bool IsWanted(in Point p)
    {
        if (t_armed == nameof(Wanted) && p.Value == Bad) throw new InvalidOperationException("armed");
        return (p.Key & 3) != 1;
    }

    private static T Checked<T>(string name, in Point p, T value)
    {
        if (t_armed == name && p.Value == Bad) throw new InvalidOperationException("armed");
        if (t_isFiltered && (p.Key & 3) == 1) throw new InvalidOperationException($"{name} was asked of a point that is left out");
        return value;
    }

    public readonly struct Key : ISelector<Point, int>
    {
        public static int Select(in Point metricEvent) => KeyOf(in metricEvent);
    }

    public readonly struct Id : ISelector<Point, long>
    {
        public static long Select(in Point metricEvent) => IdOf(in metricEvent);
    }

    public readonly struct Amount : ISelector<Point, long>
    {
        public static long Select(in Point metricEvent) => AmountOf(in metricEvent);
    }

    public readonly struct Value : ISelector<Point, double>
    {
        public static double Select(in Point metricEvent) => ValueOf(in metricEvent);
    }

    public readonly struct Start : ISelector<Point, long>
    {
        public static long Select(in Point metricEvent) => StartOf(in metricEvent);
    }

    public readonly struct End : ISelector<Point, long>
    {
        public static long Select(in Point metricEvent) => EndOf(in metricEvent);
    }

    public readonly struct Due : ISelector<Point, long>
    {
        public static long Select(in Point metricEvent) => DueOf(in metricEvent);
    }

    public readonly struct Wanted : IFilter<Point>
    {
        public static bool Includes(in Point metricEvent) => IsWanted(in metricEvent);
    }
}
