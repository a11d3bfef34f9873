namespace MvxMetrics.Disruptor;

/// <summary>A sample of a family that is being laid out.</summary>
/// <param name="Suffix">What its name has behind the family's.</param>
/// <param name="Labels">Its labels, but for the item, and for a bound that <see cref="Bound"/> tells.</param>
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

    /// <summary>Labels of the point that it is a part of, such as a histogram: parts of a point stand together.</summary>
    public required string Point { get; init; }

    /// <summary>Its place among the parts of its point.</summary>
    public int Place { get; init; }

    /// <summary>Since when it counts, for OpenMetrics; null: it does not count, or does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Whether its value is in the unit of the metric, and goes to the base unit with it.</summary>
    public bool IsInUnit { get; init; } = true;
}
