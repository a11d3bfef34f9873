namespace MvxMetrics.Disruptor;

/// <summary>Reusable list of named values: grows to what the largest metric writes, then allocates nothing. One thread at a time.</summary>
internal sealed class DimensionBuffer
{
    private string[] _names = new string[8];
    private MetricValue[] _values = new MetricValue[8];

    public int Count { get; private set; }

    public string NameAt(int index) => _names[index];

    public MetricValue ValueAt(int index) => _values[index];

    public void Clear() => Count = 0;

    public void Add(string name, MetricValue value)
    {
        if (Count == _names.Length)
        {
            Array.Resize(ref _names, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        _names[Count] = name;
        _values[Count] = value;
        Count++;
    }
}
