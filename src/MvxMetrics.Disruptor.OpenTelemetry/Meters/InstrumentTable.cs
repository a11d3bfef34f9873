using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The instruments that a meter has had. They only become more: a meter cannot give up a single one. Any thread.</summary>
internal sealed class InstrumentTable
{
    private readonly ConcurrentDictionary<InstrumentIdentity, MeterInstrument> _instruments = new();

    /// <summary>Which metric and dimension took a name first. Names that differ in case only are one name to OpenTelemetry.</summary>
    private readonly ConcurrentDictionary<string, (string Metric, string Dimension)> _owners = new(StringComparer.OrdinalIgnoreCase);

    public MeterInstrument For(in InstrumentIdentity identity, MetricKind kind, string? description)
    {
        if (_instruments.TryGetValue(identity, out MeterInstrument? known)) return known;

        string wanted = InstrumentName.Of(identity.Metric, identity.Dimension, kind);
        string name = InstrumentName.Valid(wanted);
        (string, string) source = (identity.Metric, identity.Dimension);
        bool isAmbiguous = name != wanted || _owners.GetOrAdd(name, source) != source;
        return _instruments.GetOrAdd(identity, new MeterInstrument(identity, name, isAmbiguous, description));
    }
}
