namespace MvxMetrics.Disruptor.Perf;

/// <summary>The scenarios in the order of the report.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        ProducerCall.With(1),
        ProducerCall.With(2),
        ProducerCall.With(4),
    ];
}
