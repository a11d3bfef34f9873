namespace MvxMetrics.Disruptor;

/// <summary>
/// A reusable list of named values. It grows to what the largest metric writes, then it allocates nothing. It shrinks by
/// <see cref="ShrinkRule"/>. One thread at a time.
/// </summary>
internal sealed class DimensionBuffer
{
    /// <summary>Room for this many dimensions is always kept.</summary>
    public const int KeptDimensions = 1024;

    private NameScope?[] _scopes = new NameScope?[8];
    private string[] _names = new string[8];
    private MetricValue[] _values = new MetricValue[8];
    private ShrinkRule _shrinking;
    private int _most;

    public int Count { get; private set; }

    /// <summary>Dimensions that it has room for now.</summary>
    public int Capacity => _names.Length;

    /// <summary>The whole name, <c>key.name</c> within a key.</summary>
    public string NameAt(int index) => _scopes[index] is { } scope ? scope.Join(_names[index]) : _names[index];

    /// <summary>The key, or null.</summary>
    public string? KeyAt(int index) => _scopes[index]?.Key;

    /// <summary>The name without its key.</summary>
    public string ShortNameAt(int index) => _names[index];

    public MetricValue ValueAt(int index) => _values[index];

    /// <summary>Begins a use, for one metric after the other. The use before has shown how much is needed.</summary>
    public void BeginUse()
    {
        Clear();
        int capacity = _shrinking.CapacityFor(_names.Length, _most, KeptDimensions);
        _most = 0;
        if (capacity < _names.Length) Resize(Math.Max(8, capacity));
    }

    public void Clear()
    {
        _most = Math.Max(_most, Count);
        Count = 0;
    }

    public void Add(NameScope? scope, string name, MetricValue value)
    {
        if (Count == _names.Length) Resize(Count * 2);
        _scopes[Count] = scope;
        _names[Count] = name;
        _values[Count] = value;
        Count++;
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref _scopes, capacity);
        Array.Resize(ref _names, capacity);
        Array.Resize(ref _values, capacity);
    }
}
