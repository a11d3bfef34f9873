namespace MvxMetrics.Disruptor;

/// <summary>Everything that is known of a metric without its state.</summary>
/// <param name="Name">The name: unique within a recorder, not blank.</param>
/// <param name="Kind">What its dimensions mean.</param>
/// <param name="Unit">The unit of its values, in UCUM notation if there is one (<c>us</c>, <c>By</c>), or null.</param>
/// <param name="Description">One sentence for human readers, or null.</param>
public sealed record MetricDescriptor(string Name, MetricKind Kind, string? Unit = null, string? Description = null)
{
    /// <summary>The name: unique within a recorder, not blank.</summary>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    public string Name { get; init => field = NotBlank(value); } = NotBlank(Name);

    /// <summary>What its dimensions mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is undefined.</exception>
    public MetricKind Kind { get; init => field = Defined(value); } = Defined(Kind);

    private static string NotBlank(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(Name));
        return name;
    }

    private static MetricKind Defined(MetricKind kind) => Enum.IsDefined(kind) ? kind : throw Undefined(nameof(Kind), kind);

    private static ArgumentOutOfRangeException Undefined(string property, MetricKind kind) =>
        new(property, kind, $"{property} must be a defined value; Custom fits every metric.");
}
