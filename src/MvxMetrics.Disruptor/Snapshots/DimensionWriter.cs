namespace MvxMetrics.Disruptor;

/// <summary>
/// Takes the dimensions of a metric, in the order in which they are to be shown. Handed to
/// <c>Metric&lt;TState&gt;.WriteDimensions</c> on the thread that reads; allocates nothing once warm.
/// </summary>
public readonly ref struct DimensionWriter
{
    private readonly DimensionBuffer? _buffer;

    internal DimensionWriter(DimensionBuffer buffer) => _buffer = buffer;

    /// <summary>Adds an exact integer.</summary>
    /// <param name="name">Name of the dimension; not blank; a constant, so that reading allocates nothing.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="InvalidOperationException">A default writer, that no snapshot has made.</exception>
    public void Add(string name, long value) => AddValue(name, value);

    /// <summary>Adds a floating-point value.</summary>
    /// <param name="name">Name of the dimension; not blank; a constant, so that reading allocates nothing.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="InvalidOperationException">A default writer, that no snapshot has made.</exception>
    public void Add(string name, double value) => AddValue(name, value);

    private void AddValue(string name, MetricValue value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_buffer is null)
        {
            throw new InvalidOperationException(
                $"Dimension '{name}' was refused: this DimensionWriter belongs to no snapshot. Use the one that WriteDimensions was called with.");
        }

        _buffer.Add(name, value);
    }
}
