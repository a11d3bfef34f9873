using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Bad options and arguments get an error that names them.</summary>
[TestFixture]
internal sealed class OptionsTests
{
    public static IEnumerable<TestCaseData> Bad =>
    [
        Case(static o => o.Histograms = (HistogramFormat)7, "Histograms"),
        Case(static o => o.WriteTimeout = TimeSpan.Zero, "WriteTimeout"),
        Case(static o => o.WriteTimeout = TimeSpan.FromDays(2), "WriteTimeout"),
        Case(static o => o.Bounds = [1, 1], "Bounds"),
        Case(static o => o.Bounds = [2, 1], "Bounds"),
        Case(static o => o.Bounds = [-1], "Bounds"),
        Case(static o => o.Bounds = [.. Enumerable.Range(0, 1001).Select(static i => (long)i)], "Bounds"),
    ];

    public static IEnumerable<TestCaseData> BadListener =>
    [
        ListenerCase(static o => o.Address = null!, "Address"),
        ListenerCase(static o => o.Path = null!, "Path"),
        ListenerCase(static o => o.Path = "metrics", "Path"),
        ListenerCase(static o => o.Path = "//elsewhere/metrics", "Path"),
        ListenerCase(static o => o.Path = "/metrics?x=1", "Path"),
        ListenerCase(static o => o.Path = "/metrics#x", "Path"),
        ListenerCase(static o => o.Path = "/a%20b", "Path"),
        ListenerCase(static o => o.Path = "/a/../b", "Path"),
        ListenerCase(static o => o.Port = -1, "Port"),
        ListenerCase(static o => o.Port = 65536, "Port"),
        ListenerCase(static o => o.StopTimeout = TimeSpan.FromSeconds(-1), "StopTimeout"),
        ListenerCase(static o => o.StopTimeout = TimeSpan.FromHours(1), "StopTimeout"),
    ];

    [TestCaseSource(nameof(Bad))]
    public void A_bad_option_is_named(Action<PrometheusOptions> spoil, string name)
    {
        using MetricsRuntime runtime = new();
        PrometheusOptions options = new();
        spoil(options);
        Should.Throw<ArgumentException>(() => new MetricsExposition([runtime], options)).ParamName.ShouldBe(name);
    }

    [TestCaseSource(nameof(BadListener))]
    public async Task A_bad_option_of_the_listener_is_named(Action<MetricsListenerOptions> spoil, string name)
    {
        using MetricsRuntime runtime = new();
        MetricsListenerOptions options = new() { Port = 0 };
        spoil(options);
        (await Should.ThrowAsync<ArgumentException>(() => MetricsListener.StartAsync([runtime], options))).ParamName.ShouldBe(name);
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
        Should.Throw<ArgumentNullException>(() => PrometheusEndpointRouteBuilderExtensions.MapMvxMetrics(null!))
            .ParamName.ShouldBe("endpoints");
    }

    [Test]
    public async Task A_taken_port_and_an_application_without_a_runtime_say_so()
    {
        using MetricsRuntime runtime = new();
        await using MetricsListener listener = await MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Port = 0 });
        IOException taken = await Should.ThrowAsync<IOException>(
            () => MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Port = listener.Url.Port }));
        taken.Message.ShouldContain("already in use");

        IOException absent = await Should.ThrowAsync<IOException>(
            () => MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Address = IPAddress.Parse("192.0.2.1"), Port = 0 }));
        absent.Message.ShouldContain("192.0.2.1:0");

        await using WebApplication application = WebApplication.CreateSlimBuilder().Build();
        Should.Throw<InvalidOperationException>(() => application.MapMvxMetrics()).Message.ShouldContain("services.AddMvxMetrics()");
        Should.Throw<ArgumentNullException>(() => application.MapMvxMetrics(null!)).ParamName.ShouldBe("pattern");
    }

    [TestCase("/")]
    [TestCase("/a b/größe")]
    public async Task The_listener_answers_at_its_url_whatever_the_path(string path)
    {
        using MetricsRuntime runtime = new();
        await using MetricsListener listener = await MetricsListener.StartAsync(
            [runtime], new MetricsListenerOptions { Port = 0, Path = path });
        using HttpClient http = new();
        (await http.GetStringAsync(listener.Url)).ShouldContain("mvx_runtime_up 0");
    }

    [Test]
    public async Task The_listener_listens_on_loopback_alone_unless_told_otherwise()
    {
        using MetricsRuntime runtime = new();
        await using MetricsListener listener = await MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Port = 0 });
        listener.Url.Host.ShouldBe(IPAddress.Loopback.ToString());
        new MetricsListenerOptions().Port.ShouldBe(9464);
    }

    private static TestCaseData Case(Action<PrometheusOptions> spoil, string name) =>
        new TestCaseData(spoil, name).SetArgDisplayNames(name);

    private static TestCaseData ListenerCase(Action<MetricsListenerOptions> spoil, string name) =>
        new TestCaseData(spoil, name).SetArgDisplayNames(name);
}
