using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A real Prometheus server scrapes real processes, and what it answers is what they counted.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class PrometheusServerTests
{
    [Test]
    public async Task Sums_rates_and_quantiles_of_three_processes_are_those_of_their_accounts()
    {
        PrometheusServer.Require();
        using TargetProcess first = new();
        using TargetProcess second = new();
        using TargetProcess third = new();
        using PrometheusServer server = await PrometheusServer.StartAsync(("a", first.Url), ("b", second.Url), ("c", third.Url));
        await server.UntilAsync("count(work_done_total == 0)", 3);

        first.Work(1000);
        second.Work(200);
        third.Work(30);

        await server.UntilAsync("sum(work_done_total)", first.Done + second.Done + third.Done);
        (await server.QueryAsync("""sum(work_by_outcome_total{key="failure"})""")).ShouldBe(333 + 66 + 10);
        (await server.QueryAsync("sum(work_duration_seconds_count)")).ShouldBe(1230);
        (await server.QueryAsync("""sum(work_duration_seconds_bucket{le="+Inf"})""")).ShouldBe(1230);
        (await server.QueryAsync("sum(work_duration_seconds_sum)"))
            .ShouldBe((first.Nanoseconds + second.Nanoseconds + third.Nanoseconds) / 1e9, 1e-12);
        (await server.QueryAsync("""work_last_seconds{job="a"}""")).ShouldBe(1000e-6);
        (await server.QueryAsync("""work_summary_max_seconds{job="b"}""")).ShouldBe(200e-6);

        // Values 1 to 1000 us. A bound takes its whole bucket with it, which of 500 us goes to 501 us and a bit.
        (await server.QueryAsync("""histogram_quantile(0.5, work_duration_seconds_bucket{job="a"})""")).ShouldBe(500e-6, 1e-6);
        (await server.QueryAsync("""histogram_quantile(1, work_duration_seconds_bucket{job="c"})""")).ShouldBeInRange(30e-6, 50e-6);
        (await server.QueryAsync("""work_duration_seconds_bucket{job="a",le="0.0005"}""")).ShouldBe(501);

        // Rates extrapolate to the whole minute, those of one process all in the same way: their quotient is exact, and an increase comes
        // to the account.
        double mean = first.Nanoseconds / 1e9 / first.Done;
        await server.UntilAsync(
            async () => Math.Abs((await server.QueryAsync(
                """rate(work_duration_seconds_sum{job="a"}[1m]) / rate(work_duration_seconds_count{job="a"}[1m])""") / mean) - 1) < 1e-9,
            "the mean by rates is that of the account");
        await server.UntilAsync(
            // The more scrapes, the less the bit.
            async () => await server.QueryAsync("""increase(work_done_total{job="a"}[1m])""") is >= 1000 and <= 1100,
            "the increase is the account", """increase(work_done_total{job="a"}[1m])""");
    }

    [Test]
    public async Task A_restarted_process_is_a_reset_and_nothing_is_lost_or_counted_twice()
    {
        PrometheusServer.Require();
        TargetProcess target = new();
        int port = target.Url.Port;
        try
        {
            using PrometheusServer server = await PrometheusServer.StartAsync(("restarting", target.Url));
            target.Work(300);
            await server.UntilAsync("work_done_total", 300);
            double created = await server.QueryAsync("work_done_created");

            target.Dispose();
            target = new TargetProcess(port: port);
            target.Work(40);

            await server.UntilAsync("work_done_total", 40);
            (await server.QueryAsync("resets(work_done_total[1m])")).ShouldBe(1);
            (await server.QueryAsync("work_done_created")).ShouldBeGreaterThan(created);
            created.ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            target.Work(10);
            await server.UntilAsync("work_done_total", 50);
            (await server.QueryAsync("resets(work_done_total[1m])")).ShouldBe(1);

            // What came since the first scrape after the restart; before it the server cannot know.
            await server.UntilAsync(
                async () => await server.QueryAsync("increase(work_done_total[1m])") >= 45, "the increase over the reset");
        }
        finally
        {
            target.Dispose();
        }
    }

    [Test]
    public async Task A_removed_recorder_goes_stale_and_ten_thousand_series_are_taken()
    {
        PrometheusServer.Require();
        using TargetProcess target = new(manyRecorders: 100);
        using PrometheusServer server = await PrometheusServer.StartAsync(("many", target.Url));
        await server.UntilAsync("count(many_work_total)", 10_000);
        (await server.QueryAsync("sum(many_work_total)")).ShouldBe(10_000);
        (await server.QueryAsync("count(count by (recorder) (many_work_total))")).ShouldBe(100);
        (await server.QueryAsync("""passing_work_total{recorder="passing"}""")).ShouldBe(0);

        target.Remove("passing");
        await server.UntilAsync(
            async () => (await server.SeriesAsync("passing_work_total")).Length == 0, "the removed recorder's series are stale");
        target.Remove("many7");
        await server.UntilAsync("count(many_work_total)", 9_900);
        await server.UntilAsync("up", 1);
        (await server.QueryAsync("mvx_runtime_up")).ShouldBe(1);
        (await server.QueryAsync("sum(mvx_events_processed_total)")).ShouldBe(10_000);
    }

    [Test]
    public async Task Awkward_names_and_labels_arrive_as_they_are()
    {
        PrometheusServer.Require();
        using Scene scene = new(new PrometheusOptions());
        string[] ids = [.. LabelTextTests.Awkward.Select(static text => $"x{text}x")];
        foreach (string id in ids)
            scene.Send(scene.Record(id, new Counter<Point>("awkward", unit: "{thing \"}", description: id)), new Point(1));
        await using MetricsListener listener = await MetricsListener.StartAsync([scene.Runtime], new MetricsListenerOptions { Port = 0 });
        using PrometheusServer server = await PrometheusServer.StartAsync(("awkward", listener.Url));

        await server.UntilAsync("sum(awkward_total)", ids.Length);
        string[] seen =
        [
            .. (await server.SeriesAsync("awkward_total"))
                .Select(static s => System.Text.Json.JsonDocument.Parse(s.Labels).RootElement.GetProperty("recorder").GetString()!),
        ];
        seen.ShouldBe(ids, ignoreOrder: true);
    }

    [Test]
    public async Task Promtool_finds_nothing_to_complain_of([Values] HistogramFormat histograms)
    {
        PrometheusServer.Require();
        using Scene scene = new(new PrometheusOptions { Histograms = histograms });
        MetricsRecorder recorder = scene.Record(
            "r",
            new Counter<Point>("saves"),
            new Counter<Point>("received", static (in Point p) => p.Value, unit: "By"),
            new Summary<Point>("save.size", static (in Point p) => p.Value, unit: "kBy"),
            new Histogram<Point>("save.duration", static (in Point p) => p.Value, unit: "ns"),
            new ResponseTime<Point>("order", static (in Point _) => 0, static (in Point p) => p.Value),
            new HistogramBy<Point>(
                "query.duration", static (in Point p) => p.Key, new KeyNames("read", "write"), static (in Point p) => p.Value, unit: "us"),
            new Rate<Point>("sent", static (in Point p) => p.Value, unit: "By"),
            new TopK<Point>("clients", static (in Point p) => p.Value),
            new WindowedSummary<Point>("recent", TimeSpan.FromSeconds(10), static (in Point p) => p.Value),
            new Gauge<Point>("load", static (in Point p) => p.Fraction, unit: "%"));
        scene.Send(recorder, new Point(5, 0.5), new Point(7, 1, 1));

        using Process promtool = Process.Start(new ProcessStartInfo(PrometheusServer.Program("promtool")!)
        {
            ArgumentList = { "check", "metrics" },
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> complaints = promtool.StandardError.ReadToEndAsync();
        await promtool.StandardInput.BaseStream.WriteAsync(Scene.BytesOf(scene.Exposition, ExpositionFormat.Text));
        promtool.StandardInput.Close();
        promtool.WaitForExit(20_000).ShouldBeTrue();

        (await complaints).ShouldBeEmpty();
        promtool.ExitCode.ShouldBe(0);
    }
}
