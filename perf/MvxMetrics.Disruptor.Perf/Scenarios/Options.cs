namespace MvxMetrics.Disruptor.Perf;

/// <summary>What the sizes of the ring buffer cost, as processor time of the whole process for an event.</summary>
internal static class Options
{
    private static readonly int[] s_slotSizes = [64, 32, 128];
    private static readonly int[] s_laneCapacities = [4096, 1024, 16384];

    public static Scenario SlotSize(int steps) => Of(
        $"slot-{steps}", "Size of a slot in bytes", steps, s_slotSizes, static value => new MetricsEventLoopOptions { SlotSize = value });

    public static Scenario LaneCapacity(int steps) => Of(
        $"lane-{steps}", "Events that a lane holds", steps, s_laneCapacities, static value => new MetricsEventLoopOptions { LaneCapacity = value });

    private static Scenario Of(string name, string title, int steps, int[] values, Func<int, MetricsEventLoopOptions> make) => new()
    {
        Name = name,
        Title = steps == 0 ? $"{title}, saturated" : $"{title}, beside work of about {steps} ns",
        Quantity = Quantity.ProcessCpu,
        Sides = [.. values.Select(value => (Func<Side>)(() => new OurCpu($"{value}", steps, new MetricsRuntimeOptions { EventLoop = make(value) })))],
    };
}
