namespace MvxMetrics.Disruptor.Perf;

/// <summary>What an event costs the process altogether.</summary>
internal static class ProcessCpu
{
    public static Scenario Saturated => Of<ComputingWork>(
        "cpu-0", "Processor time of the whole process for an event, 1 thread, saturated (consumer beside)", 0, 0.2, 0.6);

    public static Scenario Beside100 => Of<ComputingWork>(
        "cpu-100", "The same beside computing of the producer's own of about 100 ns between two events", 100, 0.2, 1.0);

    public static Scenario Beside1000 => Of<ComputingWork>(
        "cpu-1000", "The same beside computing of the producer's own of about 1000 ns between two events", 1000, 0.25, 0.7);

    public static Scenario Memory => Of<MemoryWork>(
        "cpu-memory", "The same beside work that waits for memory twice between two events, about 250 ns", 2, 0.2, 1.0);

    private static Scenario Of<TWork>(string name, string title, int steps, double ofOpenTelemetry, double ofPrometheus)
        where TWork : struct, IWork => new()
        {
            Name = name,
            Title = title,
            Quantity = Quantity.ProcessCpu,
            Sides =
            [
                () => new OurCpu<TWork>(Peer.RegisterEvent, steps),
                () => new OpenTelemetryCpu<TWork>(steps),
                () => new PrometheusCpu<TWork>(steps),
            ],
            Targets =
            [
                new Target(Peer.RegisterEvent, Peer.OpenTelemetry, Quantity.ProcessCpu, ofOpenTelemetry),
                new Target(Peer.RegisterEvent, Peer.Prometheus, Quantity.ProcessCpu, ofPrometheus),
            ],
        };
}
