using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Tests.Wire;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A real receiver of metrics on loopback: gRPC without TLS on one port, HTTP on another.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _lock = new();
    private readonly List<Request> _taken = [];
    private readonly List<string> _headers = [];
    private int _asked;

    public OtlpReceiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http2);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _application = builder.Build();
        _application.MapGrpcService<Service>();
        _application.MapPost("/v1/metrics", TakeHttpAsync);
        _application.StartAsync().GetAwaiter().GetResult();
        string[] addresses = [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        Grpc = new Uri(addresses[0]);
        Http = new Uri(addresses[1]);
    }

    public Uri Grpc { get; }

    /// <summary>The root; metrics are taken at <c>/v1/metrics</c>.</summary>
    public Uri Http { get; }

    /// <summary>What it does with the requests of the library's own export; it takes all others.</summary>
    public ReceiverAnswer Answer { get; set; }

    /// <summary>Requests of the library's own export, whatever the answer was.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Values of the header <c>x-test</c>, and encodings, of all requests.</summary>
    public IReadOnlyList<string> Headers
    {
        get
        {
            lock (_lock) return [.. _headers];
        }
    }

    /// <summary>The requests that were taken, in order.</summary>
    public IReadOnlyList<Request> Taken
    {
        get
        {
            lock (_lock) return [.. _taken];
        }
    }

    /// <summary>All points of a histogram that were taken, in order, with their temporality.</summary>
    public IReadOnlyList<(BucketPoint Point, int Temporality)> Histograms(string name, string? tag = null) =>
        [.. Reported(name).Where(static m => m.Histogram is not null)
            .SelectMany(static m => m.Histogram.Points.Select(p => (p, m.Histogram.Temporality)))
            .Where(p => tag is null || p.p.Attributes.Select(Text).Contains(tag))];

    /// <summary>All points of a sum that were taken, in order, with their temporality.</summary>
    public IReadOnlyList<(NumberPoint Point, int Temporality, bool IsMonotonic)> Sums(string name) =>
        [.. Reported(name).Where(static m => m.Sum is not null)
            .SelectMany(static m => m.Sum.Points.Select(p => (p, m.Sum.Temporality, m.Sum.IsMonotonic)))];

    /// <summary>All points of a gauge that were taken, in order.</summary>
    public IReadOnlyList<NumberPoint> Gauges(string name) =>
        [.. Reported(name).Where(static m => m.Gauge is not null).SelectMany(static m => m.Gauge.Points)];

    public IEnumerable<Reported> Reported(string name) => Taken
        .SelectMany(static r => r.From).SelectMany(static f => f.Scopes).SelectMany(static s => s.Metrics).Where(m => m.Name == name);

    public static string Text(Pair pair) => $"{pair.Key}={pair.Value.Text}";

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    // Requests of the library's own export have a histogram; requests of the SDK's exporter in these tests have something else, too.
    private ReceiverAnswer Judge(Request request, string? header, string encoding)
    {
        bool isOwn = request.From.SelectMany(static f => f.Scopes).SelectMany(static s => s.Metrics)
            .All(static m => m.Histogram is not null);
        if (isOwn) Interlocked.Increment(ref _asked);
        ReceiverAnswer answer = isOwn ? Answer : ReceiverAnswer.Take;
        lock (_lock)
        {
            _headers.Add($"{header} {encoding}");
            if (answer is ReceiverAnswer.Take or ReceiverAnswer.TakePart) _taken.Add(request);
        }

        return answer;
    }

    private static Response AnswerFor(ReceiverAnswer answer) =>
        answer == ReceiverAnswer.TakePart ? new Response { Partial = new Partial { Rejected = 2, Message = "too old" } } : new Response();

    private static async Task UntilAborted(HttpContext context)
    {
        TaskCompletionSource aborted = new();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }

    private async Task TakeHttpAsync(HttpContext context)
    {
        using MemoryStream bytes = new();
        string encoding = context.Request.Headers.ContentEncoding.ToString();
        context.Request.ContentType.ShouldBe("application/x-protobuf");
        if (encoding == "gzip") await new GZipStream(context.Request.Body, CompressionMode.Decompress).CopyToAsync(bytes);
        else await context.Request.Body.CopyToAsync(bytes);
        ReceiverAnswer answer = Judge(Request.Parser.ParseFrom(bytes.ToArray()), context.Request.Headers["x-test"], encoding);
        if (answer == ReceiverAnswer.Abort)
        {
            context.Abort();
            return;
        }

        if (answer == ReceiverAnswer.Hang) await UntilAborted(context);
        context.Response.StatusCode = answer switch { ReceiverAnswer.Refuse => 503, ReceiverAnswer.CallBad => 400, _ => 200 };
        context.Response.ContentType = "application/x-protobuf";
        await context.Response.Body.WriteAsync(AnswerFor(answer).ToByteArray());
    }

#pragma warning disable CA1812 // made by the container
    private sealed class Service(OtlpReceiver receiver) : MetricsService.MetricsServiceBase
#pragma warning restore CA1812
    {
        public override async Task<Response> Export(Request request, ServerCallContext context)
        {
            IHeaderDictionary headers = context.GetHttpContext().Request.Headers;
            ReceiverAnswer answer = receiver.Judge(request, headers["x-test"], headers["grpc-encoding"].ToString());
            if (answer == ReceiverAnswer.Abort) context.GetHttpContext().Abort();
            if (answer == ReceiverAnswer.Hang) await UntilAborted(context.GetHttpContext());
            if (answer == ReceiverAnswer.Refuse) throw new RpcException(new Status(StatusCode.Unavailable, "come back later"));
            if (answer == ReceiverAnswer.CallBad) throw new RpcException(new Status(StatusCode.InvalidArgument, "no"));
            return AnswerFor(answer);
        }
    }
}
