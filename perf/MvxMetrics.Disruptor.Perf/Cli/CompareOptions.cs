namespace MvxMetrics.Disruptor.Perf;

/// <summary>What <c>compare</c> was asked for.</summary>
internal sealed record CompareOptions(
    IReadOnlyList<Scenario> Scenarios, int Rounds, string? Json, string? Plots, string? Report, string? Gate, bool IsExact);
