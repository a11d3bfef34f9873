using System.IO.Pipelines;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>The text of one or several runtimes as a whole, and what is refused.</summary>
[TestFixture]
internal sealed partial class MetricsExpositionTests
{
    [Test]
    public void The_whole_text_of_a_counter_in_both_formats()
    {
        using Scene scene = new();
        scene.Send(scene.Record("r", new Counter<Point>("saves")), new Point(1));

        scene.Scrape().Text.ShouldBe(
            "# TYPE saves counter\n# HELP saves Metric saves.\n"
            + "saves_total{recorder=\"r\"} 1\nsaves_created{recorder=\"r\"} 1893553445.678\n# EOF\n");
        scene.Scrape(ExpositionFormat.Text).Text.ShouldBe(
            "# TYPE saves_total counter\n# HELP saves_total Metric saves.\nsaves_total{recorder=\"r\"} 1\n");
    }

    [Test]
    public void Without_runtimes_recorders_there_is_an_empty_exposition()
    {
        using Scene scene = new();
        scene.Scrape().Text.ShouldBe("# EOF\n");
        scene.Scrape(ExpositionFormat.Text).Text.ShouldBeEmpty();
    }

    [Test]
    public void Several_runtimes_are_told_apart_and_must_differ()
    {
        using Scene left = new(name: "left");
        using Scene right = new(name: "right");
        left.Send(left.Record("r", new Counter<Point>("c")), new Point(1));
        right.Send(right.Record("r", new Counter<Point>("c")), new Point(1), new Point(1));
        MetricsExposition both = new([left.Runtime, right.Runtime]);

        Exposition open = Scene.Scrape(both);
        open.Value("c_total", ("runtime", "left")).ShouldBe(1);
        open.Value("c_total", ("runtime", "right")).ShouldBe(2);
        open.Value("mvx_events_processed_total", ("runtime", "right")).ShouldBe(2);
        open.Families["c"].Samples.Count.ShouldBe(4);

        Should.Throw<ArgumentException>(() => new MetricsExposition([left.Runtime, left.Runtime])).Message.ShouldContain("'left'");
        Should.Throw<ArgumentException>(
            () => new MetricsExposition([left.Runtime, right.Runtime], new PrometheusOptions { RuntimeLabel = false }))
            .Message.ShouldContain("RuntimeLabel");
        Scene.Scrape(new MetricsExposition([left.Runtime], new PrometheusOptions { RuntimeLabel = true }))
            .Sample("c_total")["runtime"].ShouldBe("left");
    }

    [Test]
    public void Options_are_copied()
    {
        using Scene scene = new();
        List<long> bounds = [10];
        PrometheusOptions options = new() { OwnAccount = false, Bounds = bounds };
        MetricsExposition exposition = new([scene.Runtime], options);
        scene.Record("r", new Histogram<Point>("h", static (in Point p) => p.Value));
        bounds.Add(5);
        options.OwnAccount = true;
        Scene.Scrape(exposition).Lines("h_bucket").ShouldBe(["le=10.0 0", "le=+Inf 0"]);
        Scene.Scrape(exposition).Text.ShouldNotContain("mvx_");
    }

    [Test]
    public void Bad_arguments_are_named()
    {
        using MetricsRuntime runtime = new();
        MetricsExposition exposition = new([runtime]);
        Should.Throw<ArgumentNullException>(() => new MetricsExposition(null!)).ParamName.ShouldBe("runtimes");
        Should.Throw<ArgumentException>(() => new MetricsExposition([])).ParamName.ShouldBe("runtimes");
        Should.Throw<ArgumentException>(() => new MetricsExposition([null!])).ParamName.ShouldBe("runtimes");
        Should.Throw<ArgumentNullException>(() => exposition.WriteAsync(null!, ExpositionFormat.Text).AsTask())
            .ParamName.ShouldBe("writer");
        Should.Throw<ArgumentOutOfRangeException>(() => exposition.WriteAsync(new Pipe().Writer, (ExpositionFormat)9).AsTask())
            .ParamName.ShouldBe("format");
    }

    [Test]
    public async Task A_scrape_that_is_cancelled_ends_and_the_next_one_is_whole()
    {
        using Scene scene = new();
        MetricsExposition exposition = Large(scene, TimeSpan.FromHours(1));
        using CancellationTokenSource stop = new();
        Task<bool> writing = exposition.WriteAsync(Unread(), ExpositionFormat.Text, stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => writing.WaitAsync(Scene.Patience));
        Scene.Scrape(exposition).Lines("c_total").Length.ShouldBe(2000);
    }

    [Test]
    public async Task A_scrape_whose_reader_takes_too_long_ends()
    {
        using Scene scene = new();
        MetricsExposition exposition = Large(scene, TimeSpan.FromMilliseconds(20));
        Task<bool> writing = exposition.WriteAsync(Unread(), ExpositionFormat.Text).AsTask();
        await Should.ThrowAsync<OperationCanceledException>(() => writing.WaitAsync(Scene.Patience));
    }

    private static PipeWriter Unread() =>
        new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false)).Writer;

    private static MetricsExposition Large(Scene scene, TimeSpan timeout)
    {
        MetricsRecorder recorder = scene.Record(
            "r", new CounterBy<Point>("c", static (in Point p) => p.Key, KeyNames.Range(2000)));
        scene.Send(recorder, Enumerable.Range(0, 2000).Select(static i => new Point(1, Key: i)));
        return new MetricsExposition([scene.Runtime], new PrometheusOptions { OwnAccount = false, WriteTimeout = timeout });
    }
}
