namespace MvxMetrics.Disruptor;

/// <summary>What is known of a metric without looking at its state.</summary>
/// <param name="Name">Name, unique within a recorder; not blank.</param>
/// <param name="Kind">What its dimensions mean.</param>
/// <param name="Unit">Unit of its values, in UCUM notation where there is one (<c>us</c>, <c>By</c>), or null.</param>
/// <param name="Description">One sentence for people, or null.</param>
public sealed record MetricDescriptor(string Name, MetricKind Kind, string? Unit = null, string? Description = null)
{
    /// <summary>Name, unique within a recorder; not blank.</summary>
    /// <exception cref="ArgumentException">Null or blank.</exception>
    public string Name { get; init => field = NotBlank(value); } = NotBlank(Name);

    /// <summary>What its dimensions mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An undefined value.</exception>
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
