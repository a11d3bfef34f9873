namespace MvxMetrics.Disruptor.Perf;

/// <summary>What recording adds to a loop that does real work: matching orders.</summary>
internal static class RealLoop
{
    private const string Title = "One event an order in a matching engine";
    private static readonly int[] s_intervals = [5, 0, 1, 2, 10, 20, 50];

    private const string Spinning = $"{Peer.RegisterEvent}, BusySpin";

    public static Scenario Book => Of("loop-book", $"{Title} that waits for memory, some 300 ns each (consumer beside)", BookSize.Deep);

    public static Scenario Light => Of("loop-light", $"{Title} that its caches hold, some 80 ns each (consumer beside)", BookSize.Ladder);

    public static Scenario Waits => new()
    {
        Name = "loop-waits",
        Title = "RegisterEvent in the light matching engine by the loop's wait strategy (consumer beside, asleep or spinning)",
        Quantity = Quantity.WallAdded,
        Sides =
        [
            static () => new RegisterEventLoop("Adaptive (default)", OurLoopOptions.Default, BookSize.Ladder),
            static () => new RegisterEventLoop("Blocking", OurLoopOptions.Blocking, BookSize.Ladder),
            static () => new RegisterEventLoop("Yielding", OurLoopOptions.Yielding, BookSize.Ladder),
            static () => new RegisterEventLoop("BusySpin", OurLoopOptions.BusySpin, BookSize.Ladder),
        ],
    };

    public static Scenario Poll => new()
    {
        Name = "loop-poll",
        Title = "RegisterEvent in the light matching engine, BusySpin, by PollInterval: "
            + "what an event waits for at most (consumer spinning)",
        Quantity = Quantity.WallAdded,
        Reference = "5 µs (default)",
        Sides = [.. s_intervals.Select(static i => (Func<Side>)(() => new RegisterEventLoop(
            i == 5 ? "5 µs (default)" : $"{i} µs",
            OurLoopOptions.BusySpin with { PollInterval = TimeSpan.FromMicroseconds(i) },
            BookSize.Ladder)))],
    };

    private static Scenario Of(string name, string title, BookSize size) => new()
    {
        Name = name,
        Title = title,
        Quantity = Quantity.WallAdded,
        Reference = Peer.Prometheus,
        Sides =
        [
            () => new RegisterEventLoop(Peer.RegisterEvent, OurLoopOptions.Default, size),
            () => new TryWriteLoop(Peer.TryWrite, OurLoopOptions.Default, size),
            () => new RegisterEventLoop(Spinning, OurLoopOptions.BusySpin, size),
            () => new PrometheusLoop(size),
            () => new OpenTelemetryLoop(size),
            () => new HdrLoop(size),
            () => new InterlockedLoop(size),
            () => new BareLoop(size),
        ],
        Targets =
        [
            new Target(Peer.RegisterEvent, Peer.Prometheus, Quantity.WallAdded, 0.3),
            new Target(Peer.RegisterEvent, Peer.Prometheus, Quantity.CpuAdded, 0.7),
            new Target(Peer.RegisterEvent, Peer.HdrInlined, Quantity.WallAdded, 0.7),
            new Target(Spinning, Peer.OpenTelemetry, Quantity.WallAdded, 0.4),
        ],
        AbsoluteTargets =
        [
            new AbsoluteTarget(Peer.RegisterEvent, Quantity.LostPerMille, 0),
            new AbsoluteTarget(Peer.TryWrite, Quantity.LostPerMille, 0),
        ],
    };
}
