namespace MvxMetrics.Disruptor;

/// <summary>The memory that one scrape needs: room for the values, and a timer. One scrape at a time.</summary>
internal sealed class ScrapeMemory : IDisposable
{
    private SampleValue[] _values = [];

    /// <summary>Ends the scrape if its client takes too long.</summary>
    public CancellationTokenSource Deadline { get; } = new();

    /// <summary>Room for values, cleared.</summary>
    public Span<SampleValue> Prepare(int slots)
    {
        // It grows, and it shrinks when most of it is unused.
        if (_values.Length < slots || _values.Length / 4 > slots) _values = new SampleValue[slots];
        Span<SampleValue> values = _values.AsSpan(0, slots);
        values.Clear();
        return values;
    }

    /// <summary>The values that were read.</summary>
    public ReadOnlySpan<SampleValue> Values => _values;

    public void Dispose() => Deadline.Dispose();
}
