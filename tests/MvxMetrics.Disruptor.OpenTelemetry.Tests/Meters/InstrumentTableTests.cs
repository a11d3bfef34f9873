using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Which series share an instrument, and which names do not say for certain what they are.</summary>
internal sealed class InstrumentTableTests : MeterFixture
{
    private readonly InstrumentTable _table = new();

    [Test]
    public void Recorders_may_use_one_name_for_different_things()
    {
        MetricsRecorder other = Runtime.CreateRecorder("other");
        MetricsRecorder third = Runtime.CreateRecorder("third");
        Recorder.Register(new Counter<Point>("same", unit: "By"));
        other.Register(new Gauge<Point>("same", static (in Point p) => p.Value));
        third.Register(new Counter<Point>("same", unit: "s"));
        Send(new Point());
        Send(other, new Point(Value: 2.5));
        Send(third, new Point(), new Point());

        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        Measured[] all = watch.Collect().All("same");
        all.Select(static m => (m.Value, m.Instrument.Unit, m.Instrument.GetType())).ShouldBe(
            [
                (1.0, "By", typeof(System.Diagnostics.Metrics.ObservableCounter<long>)),
                (2.5, null, typeof(System.Diagnostics.Metrics.ObservableGauge<double>)),
                (2.0, "s", typeof(System.Diagnostics.Metrics.ObservableCounter<long>)),
            ],
            ignoreOrder: true);
    }

    [Test]
    public void A_dimension_and_a_metric_of_one_name_are_told_apart_by_tags()
    {
        // The summary's count and the counter would be the same series of the same instrument.
        Recorder.Register(new Counter<Point>("save.count", static (in Point p) => p.Amount, unit: "{event}"));
        Recorder.Register(new Summary<Point>("save", static (in Point p) => p.Value));
        Send(new Point(Amount: 10));
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().All("save.count").Select(static m => (m.Value, m.Tags)).ShouldBe(
            [(10, "recorder=r"), (1, "recorder=r metric=save dimension=count")], ignoreOrder: true);
    }

    [Test]
    public void One_identity_is_one_instrument_and_what_differs_in_anything_is_another()
    {
        MeterInstrument known = For("m", "total", "By");
        For("m", "total", "By").ShouldBeSameAs(known);
        MeterInstrument[] others =
        [
            For("m", "total", "s"), For("m", "total", null), For("m", "sum", "By"),
            _table.For(new InstrumentIdentity("m", "total", SeriesKind.Gauge, "By", true), MetricKind.Counter, null),
            _table.For(new InstrumentIdentity("m", "total", SeriesKind.Counter, "By", false), MetricKind.Counter, null),
        ];
        others.ShouldNotContain(known);
        others.Select(static i => i.Number).Append(known.Number).Order().ShouldBe(Enumerable.Range(0, 6));
        _table.Count.ShouldBe(6);
        others.ShouldAllBe(static i => !i.IsAmbiguous);
        (known.Name, known.Identity.Unit, known.Description).ShouldBe(("m", "By", "words"));
    }

    [Test]
    public void A_name_that_another_metric_or_dimension_took_first_whatever_its_case_is_ambiguous()
    {
        For("save", "count").IsAmbiguous.ShouldBeFalse();
        For("save.count", "total").IsAmbiguous.ShouldBeTrue();
        For("SAVE", "count").IsAmbiguous.ShouldBeTrue();
        For("save", "count", "other unit").IsAmbiguous.ShouldBeFalse("the same metric and dimension");
        For("save.counts", "total").IsAmbiguous.ShouldBeFalse();
    }

    [Test]
    public void A_name_that_had_to_be_changed_is_ambiguous()
    {
        MeterInstrument changed = For("größe", "total");
        (changed.Name, changed.IsAmbiguous).ShouldBe(("gr__e", true));
    }

    [Test]
    public void Threads_that_ask_for_the_same_get_the_same()
    {
        MeterInstrument[][] found = new MeterInstrument[4][];
        using Barrier start = new(found.Length);
        Thread[] threads = [.. Enumerable.Range(0, found.Length).Select(t => new Thread(() =>
        {
            start.SignalAndWait();
            found[t] = [.. Enumerable.Range(0, 1000).Select(i => For($"m{i}", "total"))];
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join(Patience).ShouldBeTrue();
        foreach (MeterInstrument[] one in found)
            one.Zip(found[0]).ShouldAllBe(static pair => ReferenceEquals(pair.First, pair.Second));
        found[0].Select(static i => i.Number).Distinct().Count().ShouldBe(1000);
    }

    private MeterInstrument For(string metric, string dimension, string? unit = null) =>
        _table.For(new InstrumentIdentity(metric, dimension, SeriesKind.Counter, unit, true), MetricKind.Counter, "words");
}
