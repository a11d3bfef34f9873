namespace MvxMetrics.Disruptor;

/// <summary>
/// Takes the dimensions of a metric, in the order in which they are to be shown. Handed to
/// <c>Metric&lt;TState&gt;.WriteDimensions</c> on the thread that reads; allocates nothing once warm.
/// </summary>
public readonly ref struct DimensionWriter
{
    private readonly DimensionBuffer _buffer;

    internal DimensionWriter(DimensionBuffer buffer) => _buffer = buffer;

    /// <summary>Adds an exact integer.</summary>
    /// <param name="name">Name of the dimension; a constant, so that reading allocates nothing.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public void Add(string name, long value) => AddValue(name, value);

    /// <summary>Adds a floating-point value.</summary>
    /// <param name="name">Name of the dimension; a constant, so that reading allocates nothing.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public void Add(string name, double value) => AddValue(name, value);

    private void AddValue(string name, MetricValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        _buffer.Add(name, value);
    }
}
