using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Requests as they come, good and bad, to the endpoint and to the listener.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class ScrapeHandlerTests(bool isListener)
{
    private static readonly byte[] s_get = Encoding.ASCII.GetBytes("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");

    private readonly HttpClient _http = new();

    [OneTimeTearDown]
    public void DisposeClient() => _http.Dispose();

    [Test]
    public async Task The_accept_header_chooses_the_format()
    {
        using Scene scene = new();
        scene.Send(scene.Record("r", new Counter<Point>("c")), new Point(1));
        await using WebHost host = await WebHost.StartAsync(isListener, scene.Runtime);

        foreach ((string accept, string type, ExpositionFormat format) in ((string, string, ExpositionFormat)[])
        [
            ("text/plain", "text/plain; version=0.0.4; charset=utf-8", ExpositionFormat.Text),
            ("application/openmetrics-text;version=1.0.0,*/*;q=0.1",
                "application/openmetrics-text; version=1.0.0; charset=utf-8", ExpositionFormat.OpenMetrics),
            ("<<;;q=not a header,,=", "text/plain; version=0.0.4; charset=utf-8", ExpositionFormat.Text),
        ])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, host.Url);
            request.Headers.TryAddWithoutValidation("Accept", accept).ShouldBeTrue();
            using HttpResponseMessage response = await _http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse(type));
            response.Headers.Vary.ShouldBe(["Accept"]);
            ExpositionParser.Parse(await response.Content.ReadAsByteArrayAsync(), format).Value("c_total").ShouldBe(1);
        }
    }

    [Test]
    public async Task Only_GET_and_HEAD_of_the_path_are_served()
    {
        using Scene scene = new();
        await using WebHost host = await WebHost.StartAsync(isListener, scene.Runtime);

        using HttpResponseMessage head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, host.Url));
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        using HttpResponseMessage post = await _http.PostAsync(host.Url, new StringContent("x"));
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        using HttpResponseMessage other = await _http.GetAsync(new Uri(host.Url, "/other"));
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_runtime_that_is_stopped_or_disposed_meanwhile_is_served_without_error()
    {
        Scene scene = new(new PrometheusOptions());
        scene.Send(scene.Record("r", new Counter<Point>("c")), new Point(1));
        await using WebHost host = await WebHost.StartAsync(isListener, scene.Runtime);
        (await ScrapeAsync(host)).Value("mvx_runtime_up").ShouldBe(1);
        scene.Dispose();
        Exposition closed = await ScrapeAsync(host);
        closed.Value("mvx_runtime_up").ShouldBe(0);
        closed.Value("mvx_events_processed_total").ShouldBe(1);
    }

    [Test]
    public async Task Clients_that_hang_up_break_nothing()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        AllocationTests.Populate(runtime);
        await using WebHost host = await WebHost.StartAsync(isListener, runtime);
        for (int i = 0; i < 100; i++)
        {
            using Socket client = await ConnectAsync(host);
            await client.SendAsync(i % 3 == 0 ? s_get.AsMemory(0, 10) : s_get);
            if (i % 3 == 1) await client.ReceiveAsync(new byte[1000]);
            client.LingerState = new LingerOption(i % 2 == 0, 0); // some with a reset
        }

        (await ScrapeAsync(host)).Value("mvx_runtime_up").ShouldBe(1);
    }

    /// <summary>More responses are asked for than all buffers on the way hold, so that the server has to wait for the client.</summary>
    [Test]
    public async Task Clients_that_read_slowly_or_not_at_all_are_cut_off_and_harm_nobody_meanwhile()
    {
        const int Requests = 20;
        using MetricsRuntime runtime = new();
        runtime.Start();
        AllocationTests.Populate(runtime);
        await using WebHost host = await WebHost.StartAsync(
            isListener, runtime, new PrometheusOptions { WriteTimeout = TimeSpan.FromMilliseconds(500) });
        long size = (await _http.GetByteArrayAsync(host.Url)).Length;
        using Socket slow = await ConnectAsync(host);
        using Socket stuck = await ConnectAsync(host);
        for (int i = 0; i < Requests; i++)
        {
            await slow.SendAsync(s_get);
            await stuck.SendAsync(s_get);
        }

        Task<long> readSlowly = DrainAsync(slow, TimeSpan.FromMilliseconds(100));
        for (int i = 0; i < 3; i++) (await ScrapeAsync(host)).Value("mvx_runtime_up").ShouldBe(1);
        (await readSlowly).ShouldBeLessThan(Requests * size, "the slow client got everything");
        (await DrainAsync(stuck, TimeSpan.Zero)).ShouldBeLessThan(Requests * size, "the client that did not read got everything");
        (await ScrapeAsync(host)).Value("mvx_runtime_up").ShouldBe(1);
    }

    /// <summary>Reads to the end of the connection, or of a minute, and answers how much.</summary>
    private static async Task<long> DrainAsync(Socket client, TimeSpan pause)
    {
        byte[] buffer = new byte[1 << 16];
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        long received = 0;
        try
        {
            while (await client.ReceiveAsync(buffer, patience.Token) is > 0 and int read)
            {
                received += read;
                await Task.Delay(pause, patience.Token);
            }
        }
        catch (SocketException)
        {
            // reset: cut off
        }

        return received;
    }

    private async Task<Exposition> ScrapeAsync(WebHost host) =>
        ExpositionParser.Parse(await _http.GetByteArrayAsync(host.Url), ExpositionFormat.Text);

    private static async Task<Socket> ConnectAsync(WebHost host)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 << 16 };
        await client.ConnectAsync(IPAddress.Loopback, host.Url.Port);
        return client;
    }
}
