namespace MvxMetrics.Disruptor;

/// <summary>What is known of a metric without looking at its state.</summary>
/// <param name="Name">Name, unique within a recorder.</param>
/// <param name="Kind">What its dimensions mean.</param>
/// <param name="Unit">Unit of its values, in UCUM notation where there is one (<c>us</c>, <c>By</c>), or null.</param>
/// <param name="Description">One sentence for people, or null.</param>
public sealed record MetricDescriptor(string Name, MetricKind Kind, string? Unit = null, string? Description = null);
