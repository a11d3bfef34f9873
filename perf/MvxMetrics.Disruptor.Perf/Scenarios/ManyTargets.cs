namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a call costs when each goes to another target, so that none of them stays in the nearest cache.</summary>
internal static class ManyTargets
{
    private const int Count = 10_000;
    private const string Recorders = "10,000 recorders";
    private const string Increments = "10,000 Interlocked.Increment targets";
    private const string Children = "10,000 prometheus-net children";

    public static Scenario Scenario => new()
    {
        Name = "targets-many",
        Title = "One call to each of 10,000 targets in turn (consumer away)",
        Quantity = Quantity.Call,
        Reference = Increments,
        Sides =
        [
            static () => new ScalingCall(Recorders, Count, 1),
            static () => new ManyInterlockedCall(Increments, Count),
            static () => new ManyPrometheusCall(Children, Count),
        ],
        Targets =
        [
            new Target(Recorders, Increments, Quantity.Call, 0.8),
            new Target(Recorders, Children, Quantity.Call, 0.3),
        ],
    };
}
