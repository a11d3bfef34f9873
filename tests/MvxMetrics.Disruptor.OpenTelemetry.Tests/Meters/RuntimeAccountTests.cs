using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The library's own account as measurements.</summary>
internal sealed class RuntimeAccountTests : MeterFixture
{
    [Test]
    public void The_account_of_the_runtime_is_told()
    {
        Recorder.Register(new Counter<Point>("c"));
        Send(new Point(), new Point());
        Runtime.StopRecorder("r");
        Recorder.TryRegisterEvent(new Point()).ShouldBeFalse();
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect();
        string[] account = ["attempted", "accepted", "processed", "discarded", "dropped", "refused", "pending"];
        account.Select(a => watch.Value($"mvx.events.{a}")).ShouldBe([3, 2, 2, 0, 1, 1, 0]);
        watch.Value("mvx.runtime.memory").ShouldBe(Runtime.MemoryBytes);
        watch.Value("mvx.runtime.status", "status=Running").ShouldBe(1);
        watch.All("mvx.runtime.status").Sum(static m => m.Value).ShouldBe(1);
        watch.All("c")[0].Instrument.Meter.Tags.ShouldBe([new("mvx.runtime", "test")]);
    }

    [Test]
    public void A_runtime_that_was_never_started_has_an_account()
    {
        using MetricsRuntime runtime = new();
        using MetricsMeter meter = new(runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().Value("mvx.runtime.status", "status=Created").ShouldBe(1);
    }

    [Test]
    public void Sums_grow_what_is_there_goes_up_and_down_and_the_status_is_a_gauge()
    {
        MeterReading reading = new(new InstrumentTable());
        new RuntimeAccount(Runtime).WriteTo(reading, readFailures: 3);
        reading.Unpublished.Select(static i => (i.Name, i.Identity.Kind, i.Identity.Unit)).ShouldBe(
            [
                ("mvx.events.attempted", SeriesKind.Counter, "{event}"),
                ("mvx.events.accepted", SeriesKind.Counter, "{event}"),
                ("mvx.events.processed", SeriesKind.Counter, "{event}"),
                ("mvx.events.discarded", SeriesKind.Counter, "{event}"),
                ("mvx.events.dropped", SeriesKind.Counter, "{event}"),
                ("mvx.events.refused", SeriesKind.Counter, "{event}"),
                ("mvx.events.pending", SeriesKind.UpDownCounter, "{event}"),
                ("mvx.runtime.recorders", SeriesKind.UpDownCounter, "{recorder}"),
                ("mvx.runtime.memory", SeriesKind.UpDownCounter, "By"),
                ("mvx.runtime.read_failures", SeriesKind.Counter, "{failure}"),
                ("mvx.runtime.status", SeriesKind.Gauge, null),
            ],
            ignoreOrder: true);
        reading.Of<long>(reading.Unpublished.Single(static i => i.Name == "mvx.runtime.read_failures"))
            .ShouldHaveSingleItem().Value.ShouldBe(3);
        reading.Of<long>(reading.Unpublished.Single(static i => i.Name == "mvx.runtime.recorders"))
            .ShouldHaveSingleItem().Value.ShouldBe(1);
        reading.Of<long>(reading.Unpublished.Single(static i => i.Name == "mvx.runtime.status"))
            .Select(static m => ((string)m.Tags[0].Value!, m.Value)).ShouldBe(
                [("Created", 0), ("Starting", 0), ("Running", 1), ("Stopping", 0), ("Closed", 0), ("Faulted", 0)]);
    }
}
