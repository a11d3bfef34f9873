namespace MvxMetrics.Disruptor.Perf;

/// <summary>The scenarios in the order of the report.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        ProducerCall.With(1),
        ProducerCall.With(2),
        ProducerCall.With(4),
        ProducerCall.Waits,
        ProcessCpu.Saturated,
        ProcessCpu.Beside100,
        ProcessCpu.Beside1000,
        ProcessCpu.Memory,
        RealLoop.Book,
        RealLoop.Light,
        RealLoop.Waits,
        RealLoop.Poll,
        Loss.Burst,
        Loss.TenMillion,
        Loss.FortyMillion,
        Loss.Flat,
        Loss.Limit,
        Handoff.With(1),
        Handoff.With(2),
        Handoff.With(4),
        Visibility.Scenario,
        CallLatency.Paced,
        CallLatency.Bursts,
        Scaling.Recorders,
        Scaling.Metrics,
        Scaling.Threads,
        ManyTargets.Scenario,
        Snapshots.Quiet,
        Snapshots.Busy,
        Snapshots.ReadersCost,
        Reads.Bounds,
        Reads.Percentiles,
        MetricCost.Simple,
        MetricCost.Histograms,
        MetricCost.Windows,
        LoopShare.Idle,
        LoopShare.Rates,
        .. Options.Scenarios,
    ];

    /// <summary>The one of that name, or else those whose names begin so.</summary>
    public static IEnumerable<Scenario> Find(string name) => List.Any(s => s.Name == name)
        ? List.Where(s => s.Name == name)
        : List.Where(s => s.Name.StartsWith(name, StringComparison.Ordinal));
}
