using System.Diagnostics.Metrics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Shows every metric of a runtime as instruments of a <see cref="Meter"/>, for all listeners: OpenTelemetry, <c>dotnet-counters</c>, a
/// <see cref="MeterListener"/>. Nothing is read and nothing costs anything until a listener collects. Producers never notice it. Make one
/// for each runtime. It takes any number of listeners, on any threads.
/// </summary>
/// <remarks>
/// <para>
/// The instrument of a metric's main dimension (<c>total</c>; for gauges <c>value</c>) has the metric's name. The others are called
/// <c>name.dimension</c>. Tags: <c>recorder</c>, the entity id; <c>key</c>, where a metric is split; <c>item</c>, the keys of a
/// <see cref="TopK{TEvent}"/>. The library's own account is in <c>mvx.events.*</c> and <c>mvx.runtime.*</c>.
/// </para>
/// <para>
/// A listener that collects all instruments together on one thread sees each recorder at one moment between two events. The exception:
/// another listener has collected only some of them on that thread within the last second. The instruments of a new metric appear at the
/// next collection. A removed recorder gives no more measurements. If the end of the runtime removed it, it still gives its last ones, if
/// they were ever collected.
/// </para>
/// </remarks>
/// <example><code>using MetricsMeter meter = new(runtime);
/// // then: dotnet-counters monitor -p PID --counters MvxMetrics.Disruptor</code></example>
public sealed class MetricsMeter : IDisposable
{
    private readonly MetricsRuntime _runtime;
    private readonly Meter _meter;
    private readonly InstrumentTable _instruments = new();
    private readonly RuntimeAccount _account;
    private readonly SharedReadings _readings;
    private IReadOnlyList<KeyValuePair<string, MetricsRecorder>> _lastRecorders = [];
    private long _readFailures;

    /// <summary>Publishes the instruments of all metrics of the runtime, in every status of the runtime.</summary>
    /// <param name="runtime">The runtime. It is not disposed with the meter.</param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <exception cref="ArgumentNullException">The runtime is null.</exception>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    public MetricsMeter(MetricsRuntime runtime, MetricsMeterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        options = MetricsMeterOptions.Valid(options);
        _runtime = runtime;
        _meter = new Meter(new MeterOptions(options.MeterName)
        {
            Version = AdapterVersion.Text,
            Tags = [new KeyValuePair<string, object?>("mvx.runtime", runtime.Namespace)],
        });
        _account = new RuntimeAccount(runtime);
        _readings = new SharedReadings(Read);
        Read();
    }

    /// <summary>The name for which listeners ask.</summary>
    public string Name => _meter.Name;

    /// <summary>Removes the instruments. Collections under way end as usual.</summary>
    public void Dispose() => _meter.Dispose();

    private MeterReading Read()
    {
        MeterReading reading = new(_instruments);
        _account.WriteTo(reading, Interlocked.Read(ref _readFailures)); // first: these names are its own
        foreach ((string id, MetricsRecorder recorder) in Recorders())
        {
            MeterSeriesReader series = new(reading, id, recorder.EntityId);
            try
            {
                recorder.ReadSeries(ref series);
            }
#pragma warning disable CA1031 // a metric of the application may throw anything; the listener and the other recorders must not suffer
            catch (Exception)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref _readFailures);
            }
        }

        // Under no lock: listeners are called, and may do anything.
        foreach (MeterInstrument instrument in reading.Unpublished)
            if (instrument.TryPublish()) Publish(instrument);
        return reading;
    }

    // A runtime that ends removes its recorders. A listener that collects then needs their last values: a provider collects when its host
    // has stopped.
    private IEnumerable<KeyValuePair<string, MetricsRecorder>> Recorders()
    {
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> present = _runtime.Recorders;
        if (_runtime.Status is RuntimeStatus.Stopping or RuntimeStatus.Closed)
            return present.UnionBy(Volatile.Read(ref _lastRecorders), static r => r.Value);

        Volatile.Write(ref _lastRecorders, present); // read before the status, so no end of the runtime has removed any of them
        return present;
    }

    private void Publish(MeterInstrument instrument)
    {
        if (instrument.Identity.IsInteger) Publish(instrument, () => _readings.For(instrument).Of<long>(instrument));
        else Publish(instrument, () => _readings.For(instrument).Of<double>(instrument));
    }

    private void Publish<T>(MeterInstrument instrument, Func<IEnumerable<Measurement<T>>> observe)
        where T : struct
    {
        (string name, string? unit, string? description) = (instrument.Name, instrument.Identity.Unit, instrument.Description);
        _ = instrument.Identity.Kind switch
        {
            SeriesKind.Counter => (Instrument)_meter.CreateObservableCounter(name, observe, unit, description),
            SeriesKind.UpDownCounter => _meter.CreateObservableUpDownCounter(name, observe, unit, description),
            _ => _meter.CreateObservableGauge(name, observe, unit, description),
        };
    }
}
