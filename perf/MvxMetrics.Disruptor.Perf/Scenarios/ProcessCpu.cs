namespace MvxMetrics.Disruptor.Perf;

/// <summary>What an event costs the process altogether.</summary>
internal static class ProcessCpu
{
    /// <summary>Steps of the producer's own work between two events, about a nanosecond each.</summary>
    public static Scenario With(int steps) => new()
    {
        Name = $"cpu-{steps}",
        Title = steps == 0
            ? "Processor time of the whole process for an event, 1 thread, saturated"
            : $"The same beside work of the producer's own of about {steps} ns between two events",
        Quantity = Quantity.ProcessCpu,
        Sides = [() => new OurCpu(Peer.RegisterEvent, steps), () => new OpenTelemetryCpu(steps), () => new PrometheusCpu(steps)],
        Targets =
        [
            new Target(Peer.RegisterEvent, Peer.OpenTelemetry, Quantity.ProcessCpu, 0.25),
            new Target(Peer.RegisterEvent, Peer.Prometheus, Quantity.ProcessCpu, 0.7),
        ],
    };
}
