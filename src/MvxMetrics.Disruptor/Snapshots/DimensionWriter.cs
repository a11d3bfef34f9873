namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Receives the dimensions of a metric, in the order in which they are shown. It is passed to <c>Metric&lt;TState&gt;.WriteDimensions</c>
/// on the reading thread. It allocates nothing once warm.
/// </summary>
public readonly ref struct DimensionWriter
{
    private readonly DimensionBuffer? _buffer;
    private readonly NameScope? _scope;

    internal DimensionWriter(DimensionBuffer buffer, NameScope? scope = null)
    {
        _buffer = buffer;
        _scope = scope;
    }

    /// <summary>Returns a writer for one key of a metric that is split by a key. Its dimensions have names like <c>key.name</c>.</summary>
    /// <param name="key">The key; not blank. Keys must come from a fixed set: then reading allocates nothing once warm.</param>
    /// <exception cref="ArgumentException">The key is null or blank.</exception>
    /// <exception cref="InvalidOperationException">The writer is a default value: no snapshot made it.</exception>
    public DimensionWriter For(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return For(DimensionNames.ScopeOf(_scope is null ? key : _scope.Join(key)));
    }

    /// <summary>As above, for a key whose scope is known; nothing is looked up. Not inside another key.</summary>
    internal DimensionWriter For(NameScope scope) => new(_buffer ?? throw NoSnapshot(scope.Key), scope);

    /// <summary>Adds an integer, which stays exact.</summary>
    /// <param name="name">The name of the dimension; not blank. Use a constant: then reading allocates nothing.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="InvalidOperationException">The writer is a default value: no snapshot made it.</exception>
    public void Add(string name, long value) => AddValue(name, value);

    /// <summary>Adds a floating-point value.</summary>
    /// <param name="name">The name of the dimension; not blank. Use a constant: then reading allocates nothing.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="InvalidOperationException">The writer is a default value: no snapshot made it.</exception>
    public void Add(string name, double value) => AddValue(name, value);

    private void AddValue(string name, MetricValue value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_buffer is null) throw NoSnapshot(name);
        _buffer.Add(_scope, name, value);
    }

    private static InvalidOperationException NoSnapshot(string name) => new(
        $"Dimension '{name}' was refused: this DimensionWriter belongs to no snapshot. Use the one that WriteDimensions was called with.");
}
