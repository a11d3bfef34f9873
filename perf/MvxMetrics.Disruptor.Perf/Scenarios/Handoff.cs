namespace MvxMetrics.Disruptor.Perf;

/// <summary>A saturated hand-off until the last event is applied, against queues that keep everything.</summary>
internal static class Handoff
{
    private const int Fast = 4_000_000;
    private const int Slow = 400_000;

    public static Scenario With(int producers) => new()
    {
        Name = $"handoff-{producers}",
        Title = "Saturated hand-off until the last event is applied, "
            + $"{producers} producer{(producers == 1 ? string.Empty : "s")} (consumer beside)",
        Quantity = Quantity.EndToEnd,
        Sides =
        [
            () => new OurHandoff(Peer.RegisterEvent, ProducerMode.Striped, producers, Fast),
            () => new OurHandoff($"{Peer.RegisterEvent}, Ordered", ProducerMode.Ordered, producers, Fast / 4),
            () => new ChannelHandoff(producers, Slow),
            () => new BlockingCollectionHandoff(producers, Slow),
            () => new QueueHandoff(producers, Fast / 4),
#if DISRUPTOR_NET
            () => new DisruptorNetHandoff(Peer.DisruptorNetMulti, true, producers, Fast / 4),
            .. producers == 1
                ? new Func<Side>[] { () => new DisruptorNetHandoff(Peer.DisruptorNetSingle, false, producers, Fast) }
                : [],
#endif
        ],
        Targets =
        [
            new Target(Peer.RegisterEvent, Peer.Channel, Quantity.EndToEnd, producers == 1 ? 0.06 : 0.08),
            new Target(Peer.RegisterEvent, Peer.BlockingCollection, Quantity.EndToEnd, 0.03),
            new Target(Peer.RegisterEvent, Peer.DisruptorNetMulti, Quantity.EndToEnd, 0.2),
            new Target(Peer.RegisterEvent, Peer.DisruptorNetSingle, Quantity.EndToEnd, 0.6),
        ],
    };
}
