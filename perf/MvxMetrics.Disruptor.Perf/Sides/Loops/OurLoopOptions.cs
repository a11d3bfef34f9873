namespace MvxMetrics.Disruptor.Perf;

/// <summary>How the consumer of a loop waits, and where it is meanwhile.</summary>
/// <param name="WaitStrategy">The wait strategy; everything else is default.</param>
/// <param name="Consumer">What a report says of it.</param>
/// <param name="Sleeps">Whether an idle runtime leaves the cores to the others; one that does not lives for a slice only.</param>
/// <param name="PollInterval">How long lanes that are being written are left alone; null: the default.</param>
internal sealed record OurLoopOptions(WaitStrategy WaitStrategy, string Consumer, bool Sleeps, TimeSpan? PollInterval = null)
{
    private const string Beside = "waiting for room: nothing waits; consumer beside";

    public static OurLoopOptions Default { get; } =
        new(WaitStrategy.Adaptive, $"{Beside}, a runtime with default options, asleep while lanes fill", true);

    public static OurLoopOptions Blocking { get; } = new(WaitStrategy.Blocking, $"{Beside}, asleep until it is woken (Blocking)", true);

    public static OurLoopOptions Yielding { get; } = new(WaitStrategy.Yielding, $"{Beside}, never asleep (Yielding)", false);

    /// <summary>Options of the runtime.</summary>
    public MetricsEventLoopOptions Options
    {
        get
        {
            MetricsEventLoopOptions options = new() { WaitStrategy = WaitStrategy };
            if (PollInterval is { } interval) options.PollInterval = interval;
            return options;
        }
    }

    public static OurLoopOptions BusySpin { get; } = new(WaitStrategy.BusySpin, $"{Beside}, never asleep (BusySpin)", false);
}
