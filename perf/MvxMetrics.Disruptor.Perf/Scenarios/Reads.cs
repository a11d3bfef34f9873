namespace MvxMetrics.Disruptor.Perf;

/// <summary>One read of one recorder against a peer that shows the same.</summary>
internal static class Reads
{
    private const string Snapshots = "ReadSnapshots";
    private const string Collect = "OpenTelemetry collect";
    private const string Copy = "HistogramReading";
    private const string Hdr = "HdrHistogram, GetValueAtPercentile";

    public static Scenario Bounds => new()
    {
        Name = "read-bounds",
        Title = "One read of a histogram with 15 bounds and a counter (consumer away)",
        Quantity = Quantity.Call,
        Sides =
        [
            static () => new OurBoundsRead(Snapshots, false),
            static () => new OurBoundsRead("ReadSeries", true),
            static () => new OpenTelemetryBoundsRead(Collect),
        ],
        Targets = [new Target(Snapshots, Collect, Quantity.Call, 0.2)],
    };

    public static Scenario Percentiles => new()
    {
        Name = "read-percentiles",
        Title = "Four percentiles of one histogram (consumer away)",
        Quantity = Quantity.Call,
        Sides =
        [
            static () => new OurPercentilesRead(Snapshots, false),
            static () => new OurPercentilesRead(Copy, true),
            static () => new HdrPercentilesRead(Hdr),
        ],
        Targets = [new Target(Snapshots, Hdr, Quantity.Call, 0.5), new Target(Copy, Hdr, Quantity.Call, 0.5)],
    };
}
