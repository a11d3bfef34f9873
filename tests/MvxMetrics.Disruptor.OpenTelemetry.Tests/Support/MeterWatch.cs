using System.Diagnostics.Metrics;
using System.Globalization;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A listener to one meter, and what it was told in its last collection.</summary>
internal sealed class MeterWatch : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measured> _measured = [];

    public MeterWatch(string meterName)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meterName) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Measured> Measured => _measured;

    /// <summary>Collects, and forgets what the collection before had.</summary>
    public MeterWatch Collect()
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
        return this;
    }

    /// <summary>What was measured under a name, with these tags among others.</summary>
    public Measured[] All(string name, params string[] tags) =>
        [.. _measured.Where(m => m.Instrument.Name == name && tags.All(t => m.Tags.Split(' ').Contains(t)))];

    /// <summary>The one value under a name, with these tags among others.</summary>
    public double Value(string name, params string[] tags) =>
        All(name, tags).ShouldHaveSingleItem($"{name} {string.Join(' ', tags)}").Value;

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Add(new Measured(
        instrument, value,
        string.Join(' ', tags.ToArray().Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}")))));
}
