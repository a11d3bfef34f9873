using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The instruments that a meter has had. Their number only grows, because a meter cannot remove a single instrument. Any thread.
/// </summary>
internal sealed class InstrumentTable
{
    private readonly ConcurrentDictionary<InstrumentIdentity, MeterInstrument> _instruments = new();

    /// <summary>
    /// The metric and the dimension that took a name first. For OpenTelemetry, names that differ only in case are the same name.
    /// </summary>
    private readonly ConcurrentDictionary<string, (string Metric, string Dimension)> _owners = new(StringComparer.OrdinalIgnoreCase);
    private int _numbers;

    /// <summary>The number of instruments so far.</summary>
    public int Count => Volatile.Read(ref _numbers);

    public MeterInstrument For(in InstrumentIdentity identity, MetricKind kind, string? description)
    {
        if (_instruments.TryGetValue(identity, out MeterInstrument? known)) return known;

        string wanted = InstrumentName.Of(identity.Metric, identity.Dimension, kind);
        string name = InstrumentName.Valid(wanted);
        (string, string) source = (identity.Metric, identity.Dimension);
        bool isAmbiguous = name != wanted || _owners.GetOrAdd(name, source) != source;
        int number = Interlocked.Increment(ref _numbers) - 1; // if two threads come at the same time, one wastes its number
        return _instruments.GetOrAdd(identity, new MeterInstrument(number, identity, name, isAmbiguous, description));
    }
}
