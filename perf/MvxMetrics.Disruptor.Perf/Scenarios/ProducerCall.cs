namespace MvxMetrics.Disruptor.Perf;

/// <summary>What recording one event costs the thread that records it, alone and with others on one recorder.</summary>
internal static class ProducerCall
{
    private const string Away = "consumer away: the loop runs between bursts";
    private const string Live = "consumer beside: a runtime with default options, which catches up between bursts";
    private const string Sleeping = "consumer asleep: a runtime that sleeps until it is woken (Blocking), and catches up between bursts";
    private const string RegisterBeside = $"{Peer.RegisterEvent}, runtime beside";
    private const string WriteBeside = $"{Peer.TryWrite}, runtime beside";

    public static Scenario With(int threads) => new()
    {
        Name = $"call-{threads}",
        Title = threads == 1
            ? "One event into a counter by outcome and a histogram: the call, 1 thread (consumer away; beside; asleep)"
            : $"The same, {threads} threads on one recorder (consumer away; beside; asleep)",
        Quantity = Quantity.Call,
        Reference = Peer.Interlocked,
        Sides =
        [
            () => new RegisterEventCall(Peer.RegisterEvent, Stage.Manual(threads), Away, threads),
            () => new TryWriteCall(Peer.TryWrite, Stage.Manual(threads), Away, threads),
            () => new RegisterEventCall(RegisterBeside, Stage.Live(), Live, threads),
            () => new TryWriteCall(WriteBeside, Stage.Live(), Live, threads),
            () => new RegisterEventCall($"{Peer.RegisterEvent}, runtime asleep", Asleep(), Sleeping, threads),
            () => new InterlockedCall(threads),
            () => new LockCall(threads),
            () => new MeterCall(threads),
            () => new PrometheusCall(threads),
            () => new OpenTelemetryCall(threads),
        ],
        Targets = threads == 1 ? Alone : Together,
    };

    public static Scenario Waits => new()
    {
        Name = "call-waits",
        Title = "RegisterEvent by the loop's wait strategy, 1 thread (consumer beside, asleep or spinning)",
        Quantity = Quantity.Call,
        Sides =
        [
            static () => new WaitStrategyCall("Adaptive (default)", WaitStrategy.Adaptive, "consumer beside, asleep while lanes fill"),
            static () => new WaitStrategyCall("Blocking", WaitStrategy.Blocking, "consumer asleep until it is woken"),
            static () => new WaitStrategyCall("Yielding", WaitStrategy.Yielding, "consumer beside, never asleep"),
            static () => new WaitStrategyCall("BusySpin", WaitStrategy.BusySpin, "consumer beside, never asleep"),
        ],
    };

    private static Stage Asleep() => Stage.Live(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = WaitStrategy.Blocking } });

    private static Target[] Alone =>
    [
        .. Both(Peer.OpenTelemetry, 0.08),
        .. Both(Peer.Prometheus, 0.25),
        .. Both(Peer.Meter, 0.7),
        new Target(Peer.RegisterEvent, Peer.Interlocked, Quantity.Call, 0.9),
        new Target(RegisterBeside, Peer.Interlocked, Quantity.Call, 0.9),
        new Target(Peer.TryWrite, Peer.Interlocked, Quantity.Call, 0.4),
        new Target(WriteBeside, Peer.Interlocked, Quantity.Call, 0.4),
    ];

    private static Target[] Together =>
    [
        .. Both(Peer.OpenTelemetry, 0.03),
        .. Both(Peer.Prometheus, 0.05),
        .. Both(Peer.Interlocked, 0.5),
    ];

    private static Target[] Both(string peer, double limit) =>
    [
        new Target(Peer.RegisterEvent, peer, Quantity.Call, limit),
        new Target(RegisterBeside, peer, Quantity.Call, limit),
    ];
}
