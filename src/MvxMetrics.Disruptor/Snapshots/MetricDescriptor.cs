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

    /// <summary>How the values of one of its dimensions move, for exporters. Allocates nothing.</summary>
    /// <remarks>
    /// A metric of kind <see cref="MetricKind.Custom"/> says it by names: <c>total</c> and those that end with <c>_total</c> only grow,
    /// all others are gauges.
    /// </remarks>
    /// <param name="dimension">Name of the dimension, without its key.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    public SeriesKind SeriesKindOf(string dimension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dimension);
        return Kind switch
        {
            MetricKind.Counter => SeriesKind.Counter,
            MetricKind.UpDownCounter => dimension is "unnamed" or "ignored" ? SeriesKind.Counter : SeriesKind.UpDownCounter,
            MetricKind.Summary when dimension is "sum" => SeriesKind.UpDownCounter, // of values that may be negative
            MetricKind.Summary or MetricKind.Rate => GrowingIf(dimension is "count" or "sum" or "unnamed" or "ignored"),
            MetricKind.Histogram => GrowingIf(
                dimension is "count" or "sum" or "unnamed" or "out_of_range" || dimension.StartsWith("le_", StringComparison.Ordinal)),
            MetricKind.TopK => GrowingIf(dimension is "total" or "ignored"),
            MetricKind.Custom => GrowingIf(dimension is "total" || dimension.EndsWith("_total", StringComparison.Ordinal)),
            _ => SeriesKind.Gauge,
        };
    }

    private static SeriesKind GrowingIf(bool grows) => grows ? SeriesKind.Counter : SeriesKind.Gauge;

    private static string NotBlank(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(Name));
        return name;
    }

    private static MetricKind Defined(MetricKind kind) => Enum.IsDefined(kind) ? kind : throw Undefined(nameof(Kind), kind);

    private static ArgumentOutOfRangeException Undefined(string property, MetricKind kind) =>
        new(property, kind, $"{property} must be a defined value; Custom fits every metric.");
}
