namespace MvxMetrics.Disruptor;

/// <summary>The values of one metric at one moment, between two events: an immutable copy. Any thread may read it.</summary>
public sealed class MetricSnapshot
{
    private readonly OrderedDictionary<string, MetricValue> _dimensions;

    internal MetricSnapshot(MetricDescriptor descriptor, DimensionBuffer dimensions)
    {
        Descriptor = descriptor;
        _dimensions = new OrderedDictionary<string, MetricValue>(dimensions.Count);
        for (int i = 0; i < dimensions.Count; i++) _dimensions[dimensions.NameAt(i)] = dimensions.ValueAt(i);
    }

    /// <summary>Everything that is known of the metric without its state.</summary>
    public MetricDescriptor Descriptor { get; }

    /// <summary>Name of the metric.</summary>
    public string Name => Descriptor.Name;

    /// <summary>What the dimensions mean.</summary>
    public MetricKind Kind => Descriptor.Kind;

    /// <summary>Unit of the values, or null.</summary>
    public string? Unit => Descriptor.Unit;

    /// <summary>The name and the value of every dimension, in the order in which the metric wrote them.</summary>
    public IReadOnlyDictionary<string, MetricValue> Dimensions => _dimensions;

    /// <summary>The value of a dimension.</summary>
    /// <param name="dimension">Name of the dimension.</param>
    /// <exception cref="ArgumentNullException">The dimension is null.</exception>
    /// <exception cref="KeyNotFoundException">The metric has no such dimension; the message lists those it has.</exception>
    public MetricValue this[string dimension]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(dimension);
            return _dimensions.TryGetValue(dimension, out MetricValue value) ? value : throw new KeyNotFoundException(
                $"Metric '{Name}' has no dimension '{dimension}'. It has: {string.Join(", ", _dimensions.Keys)}.");
        }
    }

    /// <summary>The name and the dimensions on one line.</summary>
    public override string ToString() => $"{Name} {{ {string.Join(", ", _dimensions.Select(d => $"{d.Key} = {d.Value}"))} }}";
}
