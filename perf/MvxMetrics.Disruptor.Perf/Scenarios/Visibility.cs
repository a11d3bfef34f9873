namespace MvxMetrics.Disruptor.Perf;

/// <summary>How long until an event is applied.</summary>
internal static class Visibility
{
    private const string BusySpin = "BusySpin";

    public static Scenario Scenario => new()
    {
        Name = "visible",
        Title = "Publication until the handler runs, one event each 10 µs (consumer beside, spinning or asleep)",
        Quantity = Quantity.P50,
        Sides =
        [
            static () => new OurVisibility(BusySpin, new PausableSpin()),
            static () => new OurVisibility("Adaptive (default)", WaitStrategy.Adaptive),
            static () => new ChannelVisibility(),
#if DISRUPTOR_NET
            static () => new DisruptorNetVisibility(),
#endif
        ],
        Targets = [new Target(BusySpin, "Disruptor-net, BusySpin", Quantity.P50, 1.0)],
    };
}
