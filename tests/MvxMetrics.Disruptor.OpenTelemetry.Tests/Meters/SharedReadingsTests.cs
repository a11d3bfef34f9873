using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Which instruments share a reading: those of one collection of one thread.</summary>
internal sealed class SharedReadingsTests : MeterFixture
{
    [Test]
    public void A_collection_keeps_its_reading_while_another_thread_collects()
    {
        Recorder.Register(new Counter<Point>("one"));
        Recorder.Register(new Counter<Point>("two", static (in Point p) => 2));
        Send(new Point());
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch other = new(meter.Name);
        Dictionary<string, long> seen = [];
        using System.Diagnostics.Metrics.MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == meter.Name) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            seen[instrument.Name] = value;
            if (instrument.Name != "one") return;

            // Between two instruments of this collection: an event, and a whole collection of somebody else.
            Thread thread = new(() =>
            {
                Send(new Point());
                other.Collect();
            });
            thread.Start();
            thread.Join(Patience).ShouldBeTrue();
        });
        listener.Start();
        listener.RecordObservableInstruments();
        (seen["one"], seen["two"]).ShouldBe((1, 2));
        (other.Value("one"), other.Value("two")).ShouldBe((2, 4));
    }

    [Test]
    public void A_reading_is_shared_by_the_instruments_of_one_pass()
    {
        CountingMetric counting = new();
        Recorder.Register(counting);
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect();
        int before = counting.Reads;
        watch.Collect();
        watch.Measured.Count.ShouldBeGreaterThan(10);
        (counting.Reads - before).ShouldBe(1);
    }

    [Test]
    public void An_instrument_that_asks_again_begins_another_reading_which_the_others_then_share()
    {
        SharedReadings readings = new(static () => new MeterReading(new InstrumentTable()));
        (MeterInstrument one, MeterInstrument two) = (Instrument(0), Instrument(1));
        MeterReading first = readings.For(one);
        readings.For(two).ShouldBeSameAs(first);
        MeterReading second = readings.For(two);
        second.ShouldNotBeSameAs(first);
        readings.For(one).ShouldBeSameAs(second);
        readings.For(one).ShouldNotBeSameAs(second);
    }

    [Test]
    public void A_reading_belongs_to_its_thread()
    {
        SharedReadings readings = new(static () => new MeterReading(new InstrumentTable()));
        MeterReading mine = readings.For(Instrument(0));
        MeterReading? theirs = null;
        Thread other = new(() => theirs = readings.For(Instrument(1)));
        other.Start();
        other.Join(Patience).ShouldBeTrue();
        theirs.ShouldNotBeNull().ShouldNotBeSameAs(mine);
        readings.For(Instrument(1)).ShouldBeSameAs(mine);
    }

    [Test]
    public void A_reading_is_shared_no_longer_than_a_second()
    {
        SharedReadings readings = new(static () => new MeterReading(new InstrumentTable()));
        MeterReading first = readings.For(Instrument(0));
        long started = Stopwatch.GetTimestamp();
        Eventually.ShouldBeTrue(() => Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(1.01), "a second goes by");
        readings.For(Instrument(1)).ShouldNotBeSameAs(first);
    }

    private static MeterInstrument Instrument(int number) =>
        new(number, new InstrumentIdentity($"m{number}", "total", SeriesKind.Counter, null, true), $"m{number}", false, null);

    private sealed class CountingMetric() : Metric<long>("counting"), IMetricEventHandler<Point>
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public bool HandleEvent(in Point metricEvent) => true;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
            Interlocked.Increment(ref _reads);
            writer.Add("total", state);
            writer.Add("other", state);
        }
    }
}
