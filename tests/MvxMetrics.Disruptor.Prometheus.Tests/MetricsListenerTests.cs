using System.Net;
using System.Net.Sockets;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Where the listener listens, and for how long.</summary>
[TestFixture]
internal sealed class MetricsListenerTests
{
    [Test]
    public async Task A_taken_port_and_an_address_of_another_machine_say_so()
    {
        using MetricsRuntime runtime = new();
        await using MetricsListener listener = await MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Port = 0 });
        IOException taken = await Should.ThrowAsync<IOException>(
            () => MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Port = listener.Url.Port }));
        taken.Message.ShouldContain("already in use");

        IOException absent = await Should.ThrowAsync<IOException>(
            () => MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Address = IPAddress.Parse("192.0.2.1"), Port = 0 }));
        absent.Message.ShouldContain("192.0.2.1:0");
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

    [Test]
    public async Task A_disposed_listener_gives_its_port_back_and_a_second_time_does_nothing()
    {
        using MetricsRuntime runtime = new();
        MetricsListener listener = await MetricsListener.StartAsync([runtime], new MetricsListenerOptions { Port = 0 });
        int port = listener.Url.Port;
        await listener.DisposeAsync();
        await listener.DisposeAsync();
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Should.ThrowAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, port));
    }

    [Test]
    public async Task Bad_runtimes_are_named_before_anything_listens()
    {
        (await Should.ThrowAsync<ArgumentNullException>(() => MetricsListener.StartAsync(null!))).ParamName.ShouldBe("runtimes");
        (await Should.ThrowAsync<ArgumentException>(() => MetricsListener.StartAsync([]))).ParamName.ShouldBe("runtimes");
    }
}
