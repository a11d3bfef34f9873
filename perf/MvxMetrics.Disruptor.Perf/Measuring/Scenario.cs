namespace MvxMetrics.Disruptor.Perf;

/// <summary>A question, the sides that answer it, and what is expected of ours.</summary>
internal sealed class Scenario
{
    /// <summary>Short name for the command line.</summary>
    public required string Name { get; init; }

    /// <summary>The question, for reports.</summary>
    public required string Title { get; init; }

    /// <summary>What is compared first.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Makes the sides. The first one is ours; it is also the one that is compared with itself.</summary>
    public required IReadOnlyList<Func<Side>> Sides { get; init; }

    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>The side all others are shown in ratio to. Null: the first.</summary>
    public string? Reference { get; init; }

    /// <summary>Counted rounds when the scenario's rounds are long; otherwise those of the command line.</summary>
    public int? Rounds { get; init; }

    /// <summary>Whether comparing a side with itself tells anything: not where a figure is held against a fixed limit.</summary>
    public bool HasControl { get; init; } = true;

    /// <summary>Limits of one side's own figure, in its unit.</summary>
    public IReadOnlyList<AbsoluteTarget> AbsoluteTargets { get; init; } = [];

    /// <summary>Where the sides are points on a line (threads, recorders): the label of its axis.</summary>
    public string? ScalingAxis { get; init; }
}
