using System.Globalization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a call costs when there is more of everything.</summary>
internal static class Scaling
{
    private const double Flat = 1.2;
    private static readonly int[] s_recorders = [1, 10, 100, 1_000, 10_000];
    private static readonly int[] s_metrics = [1, 4, 16, 32];
    private static readonly int[] s_threads = [1, 2, 4, 16, 64];

    public static Scenario Recorders => Of(
        "scaling-recorders",
        "RegisterEvent over so many recorders in turn, one metric each (consumer away)",
        "recorders",
        s_recorders,
        static (name, n) => new ScalingCall(name, n, 1));

    public static Scenario Metrics => Of(
        "scaling-metrics",
        "RegisterEvent to one recorder with so many metrics (consumer away)",
        "metrics",
        s_metrics,
        static (name, n) => new ScalingCall(name, 1, n));

    public static Scenario Threads => Of(
        "scaling-threads",
        "RegisterEvent by so many threads to one recorder (consumer away)",
        "threads",
        s_threads,
        static (name, n) => new RegisterEventCall(
            name,
            Stage.Manual(n, new MetricsEventLoopOptions { SharedLaneBytes = 1 << 24 }), // bursts of all threads without a lane
            "consumer away: the loop runs between bursts",
            n),
        static n => n <= Environment.ProcessorCount);

    private static Scenario Of(
        string name, string title, string axis, int[] points, Func<string, int, Side> make, Func<int, bool>? hasTarget = null) => new()
        {
            Name = name,
            Title = title,
            Quantity = Quantity.Call,
            ScalingAxis = axis,
            Sides = [.. points.Select(point => (Func<Side>)(() => make(Named(point), point)))],
            Targets =
            [
                .. points.Skip(1).Where(point => hasTarget?.Invoke(point) ?? true)
                    .Select(point => new Target(Named(point), Named(points[0]), Quantity.Call, Flat)),
            ],
        };

    private static string Named(int point) => point.ToString(CultureInfo.InvariantCulture);
}
