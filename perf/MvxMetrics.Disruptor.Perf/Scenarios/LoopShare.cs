namespace MvxMetrics.Disruptor.Perf;

/// <summary>What the loop takes of a core: with nothing to do, and at steady rates.</summary>
internal static class LoopShare
{
    private const string Default = "default options";
    private static readonly int[] s_rates = [100, 1_000, 10_000, 100_000, 1_000_000, 4_000_000];

    public static Scenario Idle => new()
    {
        Name = "idle",
        Title = "Share of a core of an idle runtime, 10 s a round",
        Quantity = Quantity.CoreShare,
        HasControl = false,
        Rounds = 3,
        Sides =
        [
            () => new IdleSide(Default, WaitStrategy.Adaptive, TimeSpan.FromSeconds(10)),
            () => new IdleSide("Blocking", WaitStrategy.Blocking, TimeSpan.FromSeconds(10)),
            () => new IdleSide("BusySpin", WaitStrategy.BusySpin, TimeSpan.FromSeconds(2)),
        ],
        AbsoluteTargets = [new AbsoluteTarget(Default, Quantity.CoreShare, 0.5)],
    };

    public static Scenario Rates => new()
    {
        Name = "rates",
        Title = "Share of a core of a default runtime at steady rates",
        Quantity = Quantity.CoreShare,
        HasControl = false,
        Rounds = 3,
        ScalingAxis = "events a second",
        Sides = [.. s_rates.Select(static rate => (Func<Side>)(() => new LoopShareSide(rate)))],
    };
}
