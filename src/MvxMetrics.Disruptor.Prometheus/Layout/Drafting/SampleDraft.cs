namespace MvxMetrics.Disruptor;

/// <summary>A sample of a family that is being laid out.</summary>
/// <param name="Suffix">What its name has after the family's name.</param>
/// <param name="Labels">Its labels, without the item, and without a bound that <see cref="Bound"/> gives.</param>
/// <param name="Slot">Its value.</param>
internal sealed record SampleDraft(string Suffix, string Labels, int Slot)
{
    /// <summary>The value of its label <c>item</c>, or -1.</summary>
    public int ItemSlot { get; init; } = -1;

    /// <summary>
    /// A bucket's bound in the unit of the metric, or null. Its label <c>le</c> is in the unit of the family, which is known later than the
    /// sample.
    /// </summary>
    public long? Bound { get; init; }

    /// <summary>The labels of the point to which it belongs, such as a histogram. The parts of a point stand together.</summary>
    public required string Point { get; init; }

    /// <summary>Its place among the parts of its point.</summary>
    public int Place { get; init; }

    /// <summary>The time since which it counts, for OpenMetrics. Null: it does not count, or the time is not shown.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Whether its value is in the unit of the metric, and is converted to the base unit with it.</summary>
    public bool IsInUnit { get; init; } = true;
}
