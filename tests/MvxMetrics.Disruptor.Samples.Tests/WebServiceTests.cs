using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebServiceSample;

namespace MvxMetrics.Disruptor.Samples.Tests;

/// <summary>The service on a real port of the loopback interface: what its clients saw is what it counted.</summary>
[TestFixture]
internal sealed class WebServiceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private WebApplication _app = null!;
    private HttpClient _client = null!;
    private MetricsRecorder _recorder = null!;

    private MetricsRuntime Runtime => _app.Services.GetRequiredService<MetricsRuntime>();

    [SetUp]
    public async Task SetUp()
    {
        _app = WebServiceApplication.Build(
            "--port", "0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.AspNetCore", "None");
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()), Timeout = s_patience };
        _recorder = _app.Services.GetRequiredKeyedService<MetricsRecorder>("http");
    }

    [TearDown]
    public async Task TearDown()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task Every_request_is_counted_once_by_status_and_route_and_none_stays_in_flight()
    {
        long started = Stopwatch.GetTimestamp();
        (string Path, HttpStatusCode Status, int Count)[] plan =
        [
            ("/hello/you", HttpStatusCode.OK, 300),
            ("/orders/2", HttpStatusCode.OK, 200),
            ("/orders/3", HttpStatusCode.NotFound, 100),
            ("/nowhere/at/all", HttpStatusCode.NotFound, 40),
            ("/fail", HttpStatusCode.InternalServerError, 30),
            ("/work/5", HttpStatusCode.OK, 20),
            ("/work/5000", HttpStatusCode.BadRequest, 10),
            ("/", HttpStatusCode.OK, 5),
            ("/health", HttpStatusCode.OK, 5),
        ];
        Random random = new(7);
        (string Path, HttpStatusCode Status, int Count)[] requests = [.. plan.SelectMany(static p => Enumerable.Repeat(p, p.Count))];
        random.Shuffle(requests);
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (r, token) =>
        {
            using HttpResponseMessage response = await _client.GetAsync(new Uri(r.Path, UriKind.Relative), token);
            response.StatusCode.ShouldBe(r.Status, r.Path);
        });
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        await CaughtUpAsync(requests.Length);

        IReadOnlyDictionary<string, MetricSnapshot> metrics = _recorder.GetMetricSnapshots();
        MetricSnapshot statuses = metrics["http.requests"];
        Long(statuses, "Success.total").ShouldBe(530);
        Long(statuses, "ClientError.total").ShouldBe(150);
        Long(statuses, "ServerError.total").ShouldBe(30);
        statuses.Dimensions.Count.ShouldBe(3); // keys that no event had are not shown
        Long(metrics["http.in_flight"], "total").ShouldBe(0);
        Long(metrics["http.rate"], "count").ShouldBe(710);

        MetricSnapshot durations = metrics["http.duration"];
        (Route Route, int Count)[] routes =
        [
            (Route.Hello, 300), (Route.Order, 300), (Route.Unmatched, 40), (Route.Fail, 30), (Route.Work, 30),
            (Route.Home, 5), (Route.Health, 5), (Route.Metrics, 0),
        ];
        foreach ((Route route, int count) in routes) Long(durations, $"{route}.count").ShouldBe(count, route.ToString());
        Long(durations, "Work.le_1000000").ShouldBeLessThanOrEqualTo(10); // those that waited took longer
        Long(durations, "Work.sum").ShouldBeInRange(20 * 4_000_000L, 8 * (long)elapsed.TotalNanoseconds);

        RecorderStatistics account = _recorder.Statistics;
        (account.Attempted, account.Processed, account.Dropped, account.Discarded).ShouldBe((3 * 710, 3 * 710, 0, 0));
    }

    [Test]
    public async Task A_request_is_in_flight_while_it_is_answered_and_aborted_when_its_client_goes_away()
    {
        using CancellationTokenSource gone = new();
        Task<HttpResponseMessage> slow = _client.GetAsync(new Uri("/work/1000", UriKind.Relative), gone.Token);
        await EventuallyAsync(() => Long(_recorder.GetMetricSnapshots()["http.in_flight"], "total") == 1);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => slow);
        await CaughtUpAsync(1);
        Long(_recorder.GetMetricSnapshots()["http.requests"], "Aborted.total").ShouldBe(1);
        Long(_recorder.GetMetricSnapshots()["http.in_flight"], "total").ShouldBe(0);
    }

    [Test]
    public async Task Health_tells_the_account_and_the_home_page_shows_the_metrics()
    {
        string health = await _client.GetStringAsync(new Uri("/health", UriKind.Relative));
        health.ShouldStartWith("Healthy\nmvx_metrics: Healthy.");
        health.ShouldContain("  dropped = 0\n");
        (await _client.GetStringAsync(new Uri("/", UriKind.Relative))).ShouldContain("http.in_flight { total = ");
    }

    [Test]
    public async Task Requests_until_the_last_moment_are_in_the_account_when_the_service_has_stopped()
    {
        int answered = 0;
        using CancellationTokenSource end = new();
        Task[] clients = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    using HttpResponseMessage response = await _client.GetAsync(new Uri("/hello/you", UriKind.Relative), end.Token);
                    Interlocked.Increment(ref answered);
                }
                catch (Exception closed) when (closed is HttpRequestException or OperationCanceledException)
                {
                    return; // the service has gone
                }
            }
        }))];
        await EventuallyAsync(() => Volatile.Read(ref answered) > 100);
        await _app.StopAsync();
        await end.CancelAsync();
        await Task.WhenAll(clients).WaitAsync(s_patience);

        (Runtime.Status, Runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
        IReadOnlyDictionary<string, MetricSnapshot> metrics = _recorder.GetMetricSnapshots();
        Long(metrics["http.in_flight"], "total").ShouldBe(0);
        (Long(metrics["http.requests"], "Success.total") + Long(metrics["http.requests"], "Aborted.total"))
            .ShouldBeGreaterThanOrEqualTo(answered);
        RuntimeStatistics account = Runtime.Statistics;
        (account.Dropped, account.Pending, account.Processed).ShouldBe((0, 0, account.Attempted));
        Long(metrics["http.rate"], "count").ShouldBe(account.Processed / 3);
    }

    [TestCase("http")]
    [TestCase("70000")]
    [TestCase("-1")]
    public void A_port_that_is_none_is_refused(string port) =>
        Should.Throw<ArgumentException>(() => WebServiceApplication.Build("--port", port)).Message.ShouldContain($"'{port}'");

    [Test]
    public void A_bad_option_on_the_command_line_keeps_the_service_from_starting() =>
        Should.Throw<OptionsValidationException>(
            () => WebServiceApplication.Build("--port", "0", "--MvxMetrics:EventLoop:LaneCount", "many"))
            .Message.ShouldBe("MvxMetrics:EventLoop:LaneCount is 'many'. Allowed: a number from 1 to 1024.");

    // An answer leaves before its last events are registered: wait for those, then for the loop.
    private async Task CaughtUpAsync(int requests)
    {
        await EventuallyAsync(() => _recorder.Statistics.Attempted >= 3 * requests);
        Runtime.Flush(s_patience).ShouldBeTrue();
        _recorder.Statistics.Attempted.ShouldBe(3 * requests);
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(s_patience);
            await Task.Delay(1);
        }
    }

    // Keys that no event had are not shown.
    private static long Long(MetricSnapshot metric, string dimension) =>
        metric.Dimensions.TryGetValue(dimension, out MetricValue value) ? value.ToInt64() : 0;
}
