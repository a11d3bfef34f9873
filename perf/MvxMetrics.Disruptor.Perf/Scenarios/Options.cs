using System.Globalization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What the sizes of the ring buffer and of a batch cost.</summary>
internal static class Options
{
    private const int Events = 4_000_000;

    private static readonly Option s_laneBytes = new(
        "lane", "Bytes of a lane", [1 << 20, 1 << 18, 1 << 21, 1 << 22], NameOfBytes, static v => new() { LaneBytes = v });

    private static readonly Option s_batchLimit = new(
        "batch",
        "Events taken from a lane in its turn",
        [4096, 256, 64],
        static v => v.ToString(CultureInfo.InvariantCulture),
        static v => new() { BatchLimit = v });

    private sealed record Option(
        string Name, string Title, int[] Values, Func<int, string> NameOf, Func<int, MetricsEventLoopOptions> Make);

    /// <summary>All of them: with one producer, saturated and beside work of its own; with two, end to end.</summary>
    public static IEnumerable<Scenario> Scenarios =>
        ((Option[])[s_laneBytes, s_batchLimit]).SelectMany(static o => (Scenario[])[Cpu(o, 0), Cpu(o, 100), Handoff(o)]);

    private static Scenario Cpu(Option option, int steps) => new()
    {
        Name = $"{option.Name}-{steps}",
        Title = $"{option.Title}: processor time of the whole process for an event, "
            + (steps == 0 ? "saturated (consumer beside)" : $"beside work of about {steps} ns (consumer beside)"),
        Quantity = Quantity.ProcessCpu,
        Sides =
        [
            .. option.Values.Select(value => (Func<Side>)(() =>
                new OurCpu<ComputingWork>(option.NameOf(value), steps, new MetricsRuntimeOptions { EventLoop = option.Make(value) }))),
        ],
    };

    private static Scenario Handoff(Option option) => new()
    {
        Name = $"{option.Name}-handoff",
        Title = $"{option.Title}: saturated hand-off until the last event is applied, 2 producers (consumer beside)",
        Quantity = Quantity.EndToEnd,
        Sides = [.. option.Values.Select(value => (Func<Side>)(() => new OurHandoff(option.NameOf(value), option.Make(value), 2, Events)))],
    };

    private static string NameOfBytes(int bytes) => bytes < 1 << 20 ? $"{bytes >> 10} KiB" : $"{bytes >> 20} MiB";
}
