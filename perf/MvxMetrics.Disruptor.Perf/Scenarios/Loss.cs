namespace MvxMetrics.Disruptor.Perf;

/// <summary>What is lost at default options where nothing waits for room, and how fast a loop is.</summary>
internal static class Loss
{
    public static Scenario Burst => new()
    {
        Name = "loss-burst",
        Title = "Events of 16 bytes lost of a burst of 10,000 out of silence, default options (consumer asleep)",
        Quantity = Quantity.LostPerBurst,
        HasControl = false,
        Rounds = 5,
        Sides =
        [
            static () => new BurstLoss(Peer.RegisterEvent),
            static () => new BurstLoss($"{Peer.RegisterEvent}, Ordered", new() { ProducerMode = ProducerMode.Ordered }),
        ],
        AbsoluteTargets = [new AbsoluteTarget(Peer.RegisterEvent, Quantity.LostPerBurst, 0)],
    };

    public static Scenario TenMillion => Paced(
        "loss-10m", 10, [new(Peer.RegisterEvent, Quantity.LostPerMille, 0), new(Peer.TryWrite, Quantity.LostPerMille, 0)]);

    public static Scenario FortyMillion => Paced("loss-40m", 40, []);

    public static Scenario Flat => new()
    {
        Name = "loss-flat",
        Title = "Events lost of a million in a for-loop that does nothing else, a new runtime with default options (consumer beside)",
        Quantity = Quantity.LostPerMille,
        HasControl = false,
        Sides = [static () => new FlatLoss("TryRegisterEvent", true), static () => new FlatLoss(Peer.RegisterEvent, false)],
    };

    public static Scenario Limit => new()
    {
        Name = "limit",
        Title = "What the loop takes to apply an event of a full lane: its limit (manual loop)",
        Quantity = Quantity.Apply,
        Sides = [static () => new LimitSide(Peer.RegisterEvent, false), static () => new LimitSide(Peer.TryWrite, true)],
    };

    private static Scenario Paced(string name, int perMicrosecond, AbsoluteTarget[] targets) => new()
    {
        Name = name,
        Title = $"Events lost at {perMicrosecond} million a second for 5 s, default options (consumer beside)",
        Quantity = Quantity.LostPerMille,
        HasControl = false,
        Rounds = 2,
        Sides = [() => new PacedLoss(Peer.RegisterEvent, perMicrosecond, false), () => new PacedLoss(Peer.TryWrite, perMicrosecond, true)],
        AbsoluteTargets = targets,
    };
}
