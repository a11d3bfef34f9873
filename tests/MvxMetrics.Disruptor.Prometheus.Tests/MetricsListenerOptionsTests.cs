using System.Net;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Bad options of the listener get an error that names them; good ones are copied.</summary>
[TestFixture]
internal sealed class MetricsListenerOptionsTests
{
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

    [TestCaseSource(nameof(BadListener))]
    public async Task A_bad_option_of_the_listener_is_named(Action<MetricsListenerOptions> spoil, string name)
    {
        using MetricsRuntime runtime = new();
        MetricsListenerOptions options = new() { Port = 0 };
        spoil(options);
        (await Should.ThrowAsync<ArgumentException>(() => MetricsListener.StartAsync([runtime], options))).ParamName.ShouldBe(name);
    }

    [Test]
    public void The_edges_of_every_range_are_good()
    {
        foreach (int port in (int[])[0, 65535])
            MetricsListenerOptions.Valid(new MetricsListenerOptions { Port = port }).Port.ShouldBe(port);
        foreach (TimeSpan time in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMinutes(1)])
            MetricsListenerOptions.Valid(new MetricsListenerOptions { StopTimeout = time }).StopTimeout.ShouldBe(time);
        foreach (string path in (string[])["/", "/a/b.c", "/größe x"])
            MetricsListenerOptions.Valid(new MetricsListenerOptions { Path = path }).Path.ShouldBe(path);
    }

    [Test]
    public void No_options_are_loopback_and_the_usual_port_and_path()
    {
        MetricsListenerOptions valid = MetricsListenerOptions.Valid(null);
        (valid.Port, valid.Path, valid.StopTimeout).ShouldBe((9464, "/metrics", TimeSpan.FromSeconds(5)));
        valid.Address.ShouldBe(IPAddress.Loopback);
    }

    [Test]
    public void The_copy_does_not_change_with_the_options()
    {
        MetricsListenerOptions options = new() { Port = 1, Path = "/a" };
        MetricsListenerOptions valid = MetricsListenerOptions.Valid(options);
        (options.Port, options.Path) = (-1, "b");
        (valid.Port, valid.Path).ShouldBe((1, "/a"));
    }

    private static TestCaseData ListenerCase(Action<MetricsListenerOptions> spoil, string name) =>
        new TestCaseData(spoil, name).SetArgDisplayNames(name);
}
