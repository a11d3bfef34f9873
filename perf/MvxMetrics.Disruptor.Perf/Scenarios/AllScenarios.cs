namespace MvxMetrics.Disruptor.Perf;

/// <summary>The scenarios in the order of the report.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        ProducerCall.With(1),
        ProducerCall.With(2),
        ProducerCall.With(4),
        ProcessCpu.With(0),
        ProcessCpu.With(100),
        ProcessCpu.With(1000),
        Handoff.With(1),
        Handoff.With(2),
        Handoff.With(4),
        Visibility.Scenario,
        CallLatency.Paced,
        CallLatency.Bursts,
        Scaling.Recorders,
        Scaling.Metrics,
        Scaling.Threads,
        Snapshots.Quiet,
        Snapshots.Busy,
        Snapshots.ReadersCost,
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
