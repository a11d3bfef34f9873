using System.Diagnostics.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The measurements of one collection, by instrument.</summary>
[TestFixture]
internal sealed class MeterReadingTests
{
    private static readonly MetricDescriptor s_metric = new("m", MetricKind.Custom, "By", "Words.");

    [Test]
    public void Measurements_are_those_of_their_instrument_of_its_type_with_their_tags()
    {
        MeterReading reading = new(new InstrumentTable());
        MeterInstrument integers = reading.InstrumentOf(s_metric, "total", isInteger: true);
        MeterInstrument numbers = reading.InstrumentOf(s_metric, "part", isInteger: false);
        MeterInstrument silent = reading.InstrumentOf(s_metric, "none", isInteger: true);
        reading.Add(integers, long.MaxValue, new KeyValuePair<string, object?>("key", "a"));
        reading.Add(integers, 7);
        reading.Add(numbers, 0.5);

        Measurement<long>[] told = [.. reading.Of<long>(integers)];
        told.Select(static m => m.Value).ShouldBe([long.MaxValue, 7]);
        told[0].Tags.ToArray().ShouldBe([new("key", "a")]);
        told[1].Tags.Length.ShouldBe(0);
        reading.Of<double>(numbers).ShouldHaveSingleItem().Value.ShouldBe(0.5);
        reading.Of<double>(integers).ShouldBeEmpty();
        reading.Of<long>(silent).ShouldBeEmpty();
        reading.Unpublished.ShouldBe([integers, numbers]);
    }

    [Test]
    public void An_instrument_is_what_its_metric_says_of_the_dimension()
    {
        MeterReading reading = new(new InstrumentTable());
        MeterInstrument total = reading.InstrumentOf(s_metric, "total", isInteger: true);
        total.Identity.ShouldBe(new InstrumentIdentity("m", "total", SeriesKind.Counter, "By", true));
        (total.Name, total.Description).ShouldBe(("m", "Words."));
        reading.InstrumentOf(s_metric, "part", isInteger: false).Identity
            .ShouldBe(new InstrumentIdentity("m", "part", SeriesKind.Gauge, "By", false));
    }

    [Test]
    public void Those_that_are_published_already_are_not_told_again()
    {
        InstrumentTable table = new();
        MeterReading first = new(table);
        MeterInstrument known = first.InstrumentOf(s_metric, "total", isInteger: true);
        known.TryPublish().ShouldBeTrue();
        MeterReading second = new(table);
        second.Add(known, 1);
        MeterInstrument added = second.InstrumentOf(s_metric, "part", isInteger: true);
        second.Add(added, 1);
        second.Add(added, 2);
        second.Unpublished.ShouldBe([added]);
    }

    [Test]
    public void Each_instrument_is_served_once_also_one_that_came_after_the_reading()
    {
        InstrumentTable table = new();
        MeterReading reading = new(table);
        MeterInstrument[] instruments = [.. Enumerable.Range(0, 20).Select(i => reading.InstrumentOf(s_metric, $"d{i}", isInteger: true))];
        foreach (int i in (int[])[19, 0, 7])
        {
            reading.TryServe(instruments[i]).ShouldBeTrue();
            reading.TryServe(instruments[i]).ShouldBeFalse();
        }

        reading.TryServe(instruments[8]).ShouldBeTrue();
        new MeterReading(table).TryServe(instruments[19]).ShouldBeTrue();
    }
}
