namespace MvxMetrics.Disruptor.Perf;

/// <summary>What the slow ones among the calls cost.</summary>
internal static class CallLatency
{
    private static readonly LatencySchedule s_paced = new(
        "latency-paced", "Single calls, one each 10 µs (consumer beside, mostly asleep)", TimeSpan.FromMicroseconds(10), 1, 10_000);
    private static readonly LatencySchedule s_bursts = new(
        "latency-bursts",
        "Single calls, 500 in a row each millisecond (consumer beside, mostly asleep)",
        TimeSpan.FromMilliseconds(1),
        500,
        100);

    public static Scenario Paced => Of(s_paced);

    public static Scenario Bursts => Of(s_bursts);

    private static Scenario Of(LatencySchedule schedule) => new()
    {
        Name = schedule.Name,
        Title = schedule.Title,
        Quantity = Quantity.P99,
        Sides = [() => new OurLatency(schedule), () => new OpenTelemetryLatency(schedule), () => new PrometheusLatency(schedule)],
        Targets =
        [
            new Target(Peer.RegisterEvent, Peer.OpenTelemetry, Quantity.P99, 0.3),
            new Target(Peer.RegisterEvent, Peer.Prometheus, Quantity.P99, 0.3),
        ],
    };
}
