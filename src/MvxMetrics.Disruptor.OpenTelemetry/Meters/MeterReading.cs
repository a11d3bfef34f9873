using System.Diagnostics.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>The measurements of one collection, by instrument. One thread writes it; then the same thread only reads it.</summary>
internal sealed class MeterReading(InstrumentTable instruments)
{
    /// <summary>By the instrument's number: a list of measurements of its type, or null.</summary>
    private object?[] _measurements = new object?[instruments.Count];
    private bool[] _served = new bool[instruments.Count];

    /// <summary>Instruments that appeared with this reading.</summary>
    public List<MeterInstrument> Unpublished { get; } = [];

    /// <summary>The measurements of an instrument, of its type.</summary>
    public IEnumerable<Measurement<T>> Of<T>(MeterInstrument instrument)
        where T : struct =>
        instrument.Number < _measurements.Length && _measurements[instrument.Number] is List<Measurement<T>> list ? list : [];

    /// <summary>True for the first time that an instrument asks. A second time means that another collection has begun.</summary>
    public bool TryServe(MeterInstrument instrument)
    {
        if (instrument.Number >= _served.Length) Array.Resize(ref _served, 2 * instrument.Number + 1);
        bool wasServed = _served[instrument.Number];
        _served[instrument.Number] = true;
        return !wasServed;
    }

    public MeterInstrument InstrumentOf(MetricDescriptor metric, string dimension, bool isInteger)
    {
        InstrumentIdentity identity = new(
            metric.Name, dimension, metric.SeriesKindOf(dimension), SeriesUnit.Of(metric, dimension), isInteger);
        return instruments.For(in identity, metric.Kind, metric.Description);
    }

    public void Add(MeterInstrument instrument, MetricValue value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Identity.IsInteger) ListOf<long>(instrument).Add(new Measurement<long>(value.ToInt64(), tags));
        else ListOf<double>(instrument).Add(new Measurement<double>(value.ToDouble(), tags));
    }

    private List<Measurement<T>> ListOf<T>(MeterInstrument instrument)
        where T : struct
    {
        if (instrument.Number >= _measurements.Length) Array.Resize(ref _measurements, 2 * instrument.Number + 1);
        if (_measurements[instrument.Number] is List<Measurement<T>> known) return known;

        if (!instrument.IsPublished) Unpublished.Add(instrument);
        List<Measurement<T>> list = [];
        _measurements[instrument.Number] = list;
        return list;
    }
}
