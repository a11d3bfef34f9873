using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What a layout is made of, and what it keeps of the one before.</summary>
[TestFixture]
internal sealed class LayoutBuilderTests
{
    private static readonly PrometheusOptions s_options = new() { OwnAccount = false };

    [Test]
    public void Recorders_of_one_entity_are_series_of_their_own([Values] ExpositionFormat format)
    {
        using Scene scene = new(new PrometheusOptions());
        foreach ((string id, long value) in ((string, long)[])[("left", 3), ("right", 4)])
        {
            MetricsRecorder recorder = scene.Runtime.CreateRecorder(id, new RecorderOptions { EntityId = "left" });
            recorder.Register(new Counter<Point>("c", static (in Point p) => p.Value));
            scene.Send(recorder, new Point(value));
        }

        scene.Scrape(format).Samples.Where(static s => s.Name == "c_total").Select(static s => (s["recorder"], s["recorder_id"], s.Value))
            .ShouldBe([("left", null, 3), ("left", "right", 4)], ignoreOrder: true);
    }

    [Test]
    public void Slots_follow_each_other_without_gaps_by_runtime_and_recorder()
    {
        using Scene left = new(name: "left");
        using Scene right = new(name: "right");
        left.Record("a", new Counter<Point>("c"));
        left.Record("b", new Counter<Point>("c"), new Counter<Point>("d"));
        ExpositionLayout layout = new LayoutBuilder(s_options, null).Build([new(left.Runtime, "left"), new(right.Runtime, "right")]);

        (int runtime, int recorder) = (OwnAccount.RuntimeSlots, OwnAccount.RecorderSlots);
        RuntimePlan first = layout.Runtimes[0];
        first.FirstSlot.ShouldBe(0);
        first.Recorders.Select(static r => (r.FirstSlot, r.EndSlot)).ShouldBe(
            [(runtime, runtime + recorder + 1), (runtime + recorder + 1, runtime + (2 * recorder) + 3)]);
        layout.Runtimes[1].FirstSlot.ShouldBe(first.Recorders[1].EndSlot);
        layout.Runtimes[1].Recorders.ShouldBeEmpty();
        layout.Slots.ShouldBe(layout.Runtimes[1].FirstSlot + runtime);
        layout.Samples.Select(static s => s.Slot).ShouldBeSubsetOf(Enumerable.Range(0, layout.Slots));
    }

    [Test]
    public void A_recorder_that_cannot_be_read_keeps_what_the_layout_before_knew_of_it()
    {
        using Scene scene = new();
        ThrowingMetric throwing = new();
        scene.Record("r", new Histogram<Point>("h", static (in Point p) => p.Value), throwing);
        RuntimeSource[] sources = [new(scene.Runtime, null)];
        ExpositionLayout known = new LayoutBuilder(s_options, null).Build(sources);
        string[] names = Names(known);
        names.ShouldContain("throwing/total");
        names.ShouldContain("h/");

        throwing.Fails = true;
        Names(new LayoutBuilder(s_options, null).Build(sources)).ShouldBeEmpty();
        ExpositionLayout again = new LayoutBuilder(s_options, known).Build(sources);
        Names(again).ShouldBe(names);
        again.Runtimes[0].Recorders[0].Entries.ToArray().Single(static e => e.Bounds is not null).Bounds!.Length.ShouldBe(
            known.Runtimes[0].Recorders[0].Entries.ToArray().Single(static e => e.Bounds is not null).Bounds!.Length);
    }

    private static string[] Names(ExpositionLayout layout) =>
        [.. layout.Runtimes[0].Recorders[0].Entries.ToArray().Select(static e => $"{e.Series.Metric.Name}/{e.Series.Name}")];
}
