using System.Diagnostics.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>The measurements of one collection, by instrument. Written by one thread, then only read, by the same one.</summary>
internal sealed class MeterReading(InstrumentTable instruments)
{
    private readonly Dictionary<MeterInstrument, List<Measurement<long>>> _longs = [];
    private readonly Dictionary<MeterInstrument, List<Measurement<double>>> _doubles = [];
    private readonly HashSet<MeterInstrument> _served = [];

    public IEnumerable<MeterInstrument> Instruments => _longs.Keys.Concat<MeterInstrument>(_doubles.Keys);

    public IEnumerable<Measurement<long>> LongsOf(MeterInstrument instrument) => _longs.GetValueOrDefault(instrument, []);

    public IEnumerable<Measurement<double>> DoublesOf(MeterInstrument instrument) => _doubles.GetValueOrDefault(instrument, []);

    /// <summary>True for the first time that an instrument asks: a second time means that another collection has begun.</summary>
    public bool TryServe(MeterInstrument instrument) => _served.Add(instrument);

    public MeterInstrument InstrumentOf(MetricDescriptor metric, string dimension, bool isInteger)
    {
        InstrumentIdentity identity = new(
            metric.Name, dimension, metric.SeriesKindOf(dimension), SeriesUnit.Of(metric, dimension), isInteger);
        return instruments.For(in identity, metric.Kind, metric.Description);
    }

    public void Add(MeterInstrument instrument, MetricValue value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Identity.IsInteger) ListOf(_longs, instrument).Add(new Measurement<long>(value.ToInt64(), tags));
        else ListOf(_doubles, instrument).Add(new Measurement<double>(value.ToDouble(), tags));
    }

    private static List<T> ListOf<T>(Dictionary<MeterInstrument, List<T>> lists, MeterInstrument instrument)
    {
        if (!lists.TryGetValue(instrument, out List<T>? list)) lists[instrument] = list = [];
        return list;
    }
}
