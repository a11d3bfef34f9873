using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Exporter;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The protocol over HTTP: what is posted, and which answers mean that it was taken.</summary>
[TestFixture]
internal sealed class OtlpHttpClientTests
{
    private static readonly ExportRequest s_request = new() { Resources = { new ResourceBatch { SchemaUrl = "schema" } } };

    [Test]
    public void A_request_is_posted_with_its_type_and_all_headers()
    {
        Answers server = new(static _ => new HttpResponseMessage(HttpStatusCode.OK));
        using OtlpClient client = Client(server, "a=1,b= two=2 ,a=3");
        client.Send(s_request, TimeSpan.FromMinutes(1)).PartialSuccess.ShouldBeNull();
        (server.Method, server.Url).ShouldBe((HttpMethod.Post, new Uri("http://host/v1/metrics")));
        server.Headers.ShouldContain("a: 1, 3");
        server.Headers.ShouldContain("b: two=2");
        server.Headers.ShouldContain(static h => h.StartsWith("User-Agent: MvxMetrics.Disruptor.OpenTelemetry/"));
        server.Headers.ShouldContain("Content-Type: application/x-protobuf");
        server.Headers.ShouldNotContain(static h => h.StartsWith("Content-Encoding"));
        ExportRequest.Parser.ParseFrom(server.Body).ShouldBe(s_request);
    }

    [Test]
    public void A_compressed_request_says_so()
    {
        Answers server = new(static _ => new HttpResponseMessage(HttpStatusCode.OK));
        using OtlpClient client = Client(server, null, OtlpExportCompression.GZip);
        client.Send(s_request, TimeSpan.FromMinutes(1));
        server.Headers.ShouldContain("Content-Encoding: gzip");
        using GZipStream plain = new(new MemoryStream(server.Body), CompressionMode.Decompress);
        ExportRequest.Parser.ParseFrom(plain).ShouldBe(s_request);
    }

    [Test]
    public void An_answer_is_read_and_one_that_cannot_be_read_means_all_the_same_that_it_was_taken()
    {
        ExportResponse partial = new() { PartialSuccess = new PartialSuccess { RejectedPoints = 2, ErrorMessage = "late" } };
        using OtlpClient client = Client(new Answers(_ => Ok(partial.ToByteArray())));
        client.Send(s_request, TimeSpan.FromMinutes(1)).ShouldBe(partial);
        using OtlpClient other = Client(new Answers(static _ => Ok("<html>fine</html>"u8.ToArray())));
        other.Send(s_request, TimeSpan.FromMinutes(1)).ShouldBe(new ExportResponse());
    }

    [TestCase(HttpStatusCode.BadRequest)]
    [TestCase(HttpStatusCode.ServiceUnavailable)]
    [TestCase(HttpStatusCode.MultipleChoices)]
    public void Another_status_is_an_error(HttpStatusCode status)
    {
        using OtlpClient client = Client(new Answers(_ => new HttpResponseMessage(status)));
        Should.Throw<HttpRequestException>(() => client.Send(s_request, TimeSpan.FromMinutes(1))).StatusCode.ShouldBe(status);
    }

    [Test]
    public void A_receiver_that_does_not_answer_in_time_is_given_up()
    {
        using OtlpClient client = Client(new Answers(static stop =>
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            stop.ThrowIfCancellationRequested();
            return new HttpResponseMessage(HttpStatusCode.OK);
        }));
        Should.Throw<OperationCanceledException>(() => client.Send(s_request, TimeSpan.FromMilliseconds(20)));
    }

    private static HttpResponseMessage Ok(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };

    private static OtlpClient Client(
        Answers server, string? headers = null, OtlpExportCompression compression = OtlpExportCompression.None) =>
        OtlpClient.Create(
            new OtlpExporterOptions
            {
                Protocol = OtlpExportProtocol.HttpProtobuf,
                Endpoint = new Uri("http://host/v1/metrics"),
                Headers = headers,
                Compression = compression,
                HttpClientFactory = () => new HttpClient(server),
            },
            new ConfigurationBuilder().Build());

    /// <summary>A receiver in place of the network, and what it was sent.</summary>
    private sealed class Answers(Func<CancellationToken, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public HttpMethod? Method { get; private set; }

        public Uri? Url { get; private set; }

        public string[] Headers { get; private set; } = [];

        public byte[] Body { get; private set; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Method, Url) = (request.Method, request.RequestUri);
            Headers = [.. request.Headers.Concat(request.Content!.Headers).Select(static h => $"{h.Key}: {string.Join(", ", h.Value)}")];
            using MemoryStream body = new();
            request.Content.CopyTo(body, null, cancellationToken);
            Body = body.ToArray();
            return answer(cancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException("The client is synchronous.");
    }
}
