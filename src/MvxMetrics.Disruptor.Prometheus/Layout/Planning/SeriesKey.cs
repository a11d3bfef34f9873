using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>What identifies a value for a reader: its metric, by reference, its key and its name. An empty name: a histogram.</summary>
internal readonly struct SeriesKey(MetricDescriptor metric, string? key, string name) : IEquatable<SeriesKey>
{
    public MetricDescriptor Metric => metric;

    public string? Key => key;

    public string Name => name;

    /// <summary>Whether it is the same by references. This is almost always so, and quick.</summary>
    public bool IsSame(MetricDescriptor otherMetric, string? otherKey, string otherName) =>
        ReferenceEquals(metric, otherMetric) && ReferenceEquals(name, otherName) && ReferenceEquals(key, otherKey);

    public bool Equals(SeriesKey other) => ReferenceEquals(metric, other.Metric) && name == other.Name && key == other.Key;

    public override bool Equals(object? obj) => obj is SeriesKey other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(metric), key, name);
}
