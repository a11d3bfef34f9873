using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The instruments that a meter has had. They only become more: a meter cannot give up a single one. Any thread.</summary>
internal sealed class InstrumentTable
{
    private readonly ConcurrentDictionary<InstrumentIdentity, MeterInstrument> _instruments = new();

    /// <summary>Which metric and dimension took a name first. Names that differ in case only are one name to OpenTelemetry.</summary>
    private readonly ConcurrentDictionary<string, (string Metric, string Dimension)> _owners = new(StringComparer.OrdinalIgnoreCase);
    private int _numbers;

    /// <summary>Numbers given to instruments so far.</summary>
    public int Count => Volatile.Read(ref _numbers);

    public MeterInstrument For(in InstrumentIdentity identity, MetricKind kind, string? description)
    {
        if (_instruments.TryGetValue(identity, out MeterInstrument? known)) return known;

        string wanted = InstrumentName.Of(identity.Metric, identity.Dimension, kind);
        string name = InstrumentName.Valid(wanted);
        (string, string) source = (identity.Metric, identity.Dimension);
        bool isAmbiguous = name != wanted || _owners.GetOrAdd(name, source) != source;
        int number = Interlocked.Increment(ref _numbers) - 1; // of two threads that come at once one wastes its number
        return _instruments.GetOrAdd(identity, new MeterInstrument(number, identity, name, isAmbiguous, description));
    }
}
