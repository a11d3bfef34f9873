namespace MvxMetrics.Disruptor.Perf;

/// <summary>What <c>compare</c> was asked for.</summary>
/// <param name="Scenarios">What to measure.</param>
/// <param name="Rounds">Counted rounds of each process.</param>
/// <param name="Processes">Processes of each scenario.</param>
/// <param name="Json">File for everything measured.</param>
/// <param name="Plots">Folder for pictures.</param>
/// <param name="Report">Page for people.</param>
/// <param name="Gate">Baseline.</param>
/// <param name="IsExact">Whether the gate judges allocation and loss only.</param>
/// <param name="From">A former run to take instead of measuring.</param>
/// <param name="Samples">In a process that measures for another one: file for its rounds.</param>
internal sealed record CompareOptions(
    IReadOnlyList<Scenario> Scenarios,
    int Rounds,
    int Processes,
    string? Json,
    string? Plots,
    string? Report,
    string? Gate,
    bool IsExact,
    string? From = null,
    string? Samples = null);
