namespace MvxMetrics.Disruptor.Perf;

/// <summary>What recording one event costs the thread that records it, alone and with others on one recorder.</summary>
internal static class ProducerCall
{
    private const string Away = "the loop runs between bursts (consumer away)";
    private const string Live = "a runtime with default options runs beside, and catches up between bursts";
    private const string Sleeping = "a runtime that sleeps until it is woken (Blocking) runs beside, and catches up between bursts";

    public static Scenario With(int threads) => new()
    {
        Name = $"call-{threads}",
        Title = threads == 1 ? "One event into a counter by outcome and a histogram: the call, 1 thread" : $"The same, {threads} threads on one recorder",
        Quantity = Quantity.Call,
        Reference = Peer.Interlocked,
        Sides =
        [
            () => new RegisterEventCall(Peer.RegisterEvent, Stage.Manual(threads), Away, threads),
            () => new TryWriteCall(Peer.TryWrite, Stage.Manual(threads), Away, threads),
            () => new RegisterEventCall($"{Peer.RegisterEvent}, runtime beside", Stage.Live(), Live, threads),
            () => new TryWriteCall($"{Peer.TryWrite}, runtime beside", Stage.Live(), Live, threads),
            () => new RegisterEventCall($"{Peer.RegisterEvent}, runtime asleep", Asleep(), Sleeping, threads),
            () => new InterlockedCall(threads),
            () => new LockCall(threads),
            () => new MeterCall(threads),
            () => new PrometheusCall(threads),
            () => new OpenTelemetryCall(threads),
        ],
        Targets = threads == 1 ? Alone : Together,
    };

    private static Stage Asleep() => Stage.Live(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = WaitStrategy.Blocking } });

    private static Target[] Alone =>
    [
        .. Both(Peer.OpenTelemetry, 0.08),
        .. Both(Peer.Prometheus, 0.25),
        .. Both(Peer.Meter, 0.7),
        .. Both(Peer.Interlocked, 1.1),
        new Target(Peer.TryWrite, Peer.Interlocked, Quantity.Call, 0.6),
        new Target($"{Peer.TryWrite}, runtime beside", Peer.Interlocked, Quantity.Call, 0.6),
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
        new Target($"{Peer.RegisterEvent}, runtime beside", peer, Quantity.Call, limit),
    ];
}
