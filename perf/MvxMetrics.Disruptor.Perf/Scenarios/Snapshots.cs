namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a reader pays, and what producers pay for readers.</summary>
internal static class Snapshots
{
    private const string Read = "with a reader that never pauses";
    private const string Unread = "without a reader";

    public static Scenario Quiet => Of(
        "snapshot", "One read of a recorder with 4 metrics, one a histogram (consumer asleep)", isBusy: false);

    public static Scenario Busy => Of("snapshot-busy", "The same while a thread records without a pause (consumer beside)", isBusy: true);

    public static Scenario ReadersCost => new()
    {
        Name = "snapshot-cost",
        Title = "RegisterEvent while another thread reads snapshots without a pause (consumer beside)",
        Quantity = Quantity.Call,
        Reference = Unread,
        Sides = [static () => new ReadBesideCall(Read, true), static () => new ReadBesideCall(Unread, false)],
        Targets = [new Target(Read, Unread, Quantity.Call, 1.1)],
    };

    private static Scenario Of(string name, string title, bool isBusy) => new()
    {
        Name = name,
        Title = title,
        Quantity = Quantity.Call,
        Sides = [() => new OurSnapshot(isBusy), () => new OpenTelemetrySnapshot(isBusy), () => new PrometheusSnapshot(isBusy)],
        Targets =
        [
            new Target("ReadSnapshots", "OpenTelemetry collect", Quantity.Call, 0.1),
            new Target("ReadSnapshots", "prometheus-net export", Quantity.Call, 0.1),
        ],
    };
}
