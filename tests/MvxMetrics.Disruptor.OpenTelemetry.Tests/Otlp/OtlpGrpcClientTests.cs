using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Exporter;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The call over gRPC: its path and its headers.</summary>
[TestFixture]
internal sealed class OtlpGrpcClientTests
{
    private const string Call = "opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    [TestCase("http://host:1", $"http://host:1/{Call}")]
    [TestCase("http://host:1/", $"http://host:1/{Call}")]
    [TestCase("http://host:1/proxy/otlp/", $"http://host:1/proxy/otlp/{Call}")]
    public void A_path_of_the_endpoint_comes_before_the_service(string endpoint, string expected)
    {
        Refusing server = new();
        using OtlpClient client = Client(server, endpoint, OtlpExportCompression.None);
        Should.Throw<RpcException>(() => client.Send(new ExportRequest(), TimeSpan.FromMinutes(1)))
            .StatusCode.ShouldBe(StatusCode.Unavailable);
        server.Url.ShouldBe(new Uri(expected));
        client.Endpoint.ShouldBe(new Uri(endpoint));
        server.Headers.ShouldContain("x-test: some value");
        server.Headers.ShouldNotContain(static h => h.StartsWith("grpc-internal") || h == "grpc-encoding: gzip");
    }

    [Test]
    public void Compression_is_said_to_the_receiver_and_not_how_the_client_was_told()
    {
        Refusing server = new();
        using OtlpClient client = Client(server, "http://host:1", OtlpExportCompression.GZip);
        Should.Throw<RpcException>(() => client.Send(new ExportRequest(), TimeSpan.FromMinutes(1)));
        server.Headers.ShouldContain("grpc-encoding: gzip");
        server.Headers.ShouldNotContain(static h => h.StartsWith("grpc-internal"));
    }

#pragma warning disable CS0618 // gRPC is obsolete elsewhere only
    private static OtlpClient Client(Refusing server, string endpoint, OtlpExportCompression compression) => OtlpClient.Create(
        new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.Grpc,
            Endpoint = new Uri(endpoint),
            Headers = "x-test=some%20value",
            Compression = compression,
            HttpClientFactory = () => new HttpClient(server),
        },
        new ConfigurationBuilder().Build());
#pragma warning restore CS0618

    /// <summary>A receiver in place of the network that is never available, and what it was sent.</summary>
    private sealed class Refusing : HttpMessageHandler
    {
        public Uri? Url { get; private set; }

        public string[] Headers { get; private set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Url = request.RequestUri;
            Headers = [.. request.Headers.Select(static h => $"{h.Key}: {string.Join(", ", h.Value)}")];
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Version = HttpVersion.Version20 });
        }
    }
}
