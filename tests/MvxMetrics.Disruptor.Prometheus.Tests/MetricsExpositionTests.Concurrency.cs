using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <content>Scrapes at once, beside producers and changes.</content>
internal sealed partial class MetricsExpositionTests
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(2);

    [Test]
    public void Every_scrape_beside_producers_is_valid_and_of_one_moment_a_recorder()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        HistogramOptions range = new() { HighestValue = 1_000_000, Bounds = [10, 100, 1000] };
        MetricsRecorder recorder = runtime.CreateRecorder("busy");
        recorder.Register(new Histogram<Point>("h", static (in Point p) => p.Value, options: range));
        recorder.Register(new HistogramBy<Point>(
            "by", static (in Point p) => p.Key, KeyNames.Range(4), static (in Point p) => p.Value, options: range));
        recorder.Register(new Counter<Point>("c"));
        MetricsExposition exposition = new([runtime], new PrometheusOptions { OwnAccount = false });
        using CancellationTokenSource done = new(s_duration);
        Thread[] producers = [.. Enumerable.Range(0, 2).Select(p => new Thread(() =>
        {
            for (int i = 0; !done.IsCancellationRequested; i++) recorder.TryRegisterEvent(new Point(i % 2000, Key: i % 4));
        }))];
        foreach (Thread producer in producers) producer.Start();

        int scrapes = 0;
        Parallel.For(0, 3, scraper =>
        {
            double last = 0;
            while (!done.IsCancellationRequested)
            {
                // The parser checks of every histogram that its buckets ascend and that +Inf is its count.
                Exposition open = Scene.Scrape(exposition, scraper == 0 ? ExpositionFormat.Text : ExpositionFormat.OpenMetrics);
                double count = open.Value("c_total");
                open.Value("h_count").ShouldBe(count);
                open.Samples.Where(static s => s.Name == "by_count").Sum(static s => s.Value).ShouldBe(count);
                open.Samples.Where(static s => s.Name == "by_bucket" && s["le"] == "1000.0").Sum(static s => s.Value)
                    .ShouldBe(open.Value("h_bucket", ("le", "1000.0")));
                count.ShouldBeGreaterThanOrEqualTo(last, "a counter went back");
                last = count;
                Interlocked.Increment(ref scrapes);
            }
        });

        foreach (Thread producer in producers) producer.Join();
        scrapes.ShouldBeGreaterThan(10);
        runtime.Flush(Scene.Patience);
        Scene.Scrape(exposition).Value("c_total").ShouldBe(recorder.Statistics.Processed);
    }

    [Test]
    public void Recorders_that_come_and_go_are_shown_while_they_are_there()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsExposition exposition = new([runtime]);
        MetricsRecorder staying = runtime.CreateRecorder("staying");
        staying.Register(new Counter<Point>("c"));
        staying.RegisterEvent(new Point(1));
        runtime.Flush(Scene.Patience);
        using CancellationTokenSource done = new(s_duration);

        Parallel.For(0, 3, part =>
        {
            for (int i = 0; !done.IsCancellationRequested; i++)
            {
                if (part == 0)
                {
                    MetricsRecorder passing = runtime.CreateRecorder($"passing{i % 7}");
                    passing.Register(new Counter<Point>("c"));
                    passing.Register(new Gauge<Point>(i % 2 == 0 ? "c.x" : "g", static (in Point p) => p.Value));
                    passing.RegisterEvent(new Point(i));
                    runtime.StopAndRemoveRecorder($"passing{i % 7}");
                }
                else
                {
                    Scene.Scrape(exposition, part == 1 ? ExpositionFormat.Text : ExpositionFormat.OpenMetrics)
                        .Value("c_total", ("recorder", "staying")).ShouldBe(1);
                }
            }
        });

        Scene.Scrape(exposition).Samples.Where(static s => s["recorder"] is not null && s["recorder"] != "staying").ShouldBeEmpty();
    }

    [Test]
    public void A_runtime_may_be_shut_down_and_disposed_while_it_is_scraped()
    {
        for (int round = 0; round < 20; round++)
        {
            using MetricsRuntime runtime = new();
            runtime.Start();
            for (int i = 0; i < 5; i++) runtime.CreateRecorder($"r{i}").Register(new Counter<Point>("c"));
            MetricsExposition exposition = new([runtime]);
            using ManualResetEventSlim scraping = new();
            Task<Exposition> last = Task.Run(() =>
            {
                Exposition scraped = Scene.Scrape(exposition);
                scraping.Set();
                while (scraped.Value("mvx_runtime_status", ("status", "Closed")) == 0) scraped = Scene.Scrape(exposition);
                return Scene.Scrape(exposition);
            });
            scraping.Wait(Scene.Patience).ShouldBeTrue();
            if (round % 2 == 0) runtime.Shutdown();
            runtime.Dispose();
            last.Wait(Scene.Patience).ShouldBeTrue();
            last.Result.Text.ShouldNotContain("c_total");
        }
    }
}
