using System.IO.Compression;
using System.Net.Http.Headers;
using Google.Protobuf;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Exporter;

namespace MvxMetrics.Disruptor;

/// <summary>The protocol over HTTP: it posts a binary message.</summary>
internal sealed class OtlpHttpClient(OtlpExporterOptions options, Uri endpoint, KeyValuePair<string, string>[] headers) : OtlpClient
{
    private readonly HttpClient _http = options.HttpClientFactory();
    private readonly bool _isCompressed = options.Compression == OtlpExportCompression.GZip;

    public override Uri Endpoint => endpoint;

    public override ExportResponse Send(ExportRequest request, TimeSpan timeout)
    {
        using CancellationTokenSource limit = new(timeout);
        using HttpRequestMessage message = new(HttpMethod.Post, endpoint) { Content = Content(request) };
        foreach ((string name, string value) in headers) message.Headers.TryAddWithoutValidation(name, value);

        using HttpResponseMessage answer = _http.Send(message, limit.Token);
        answer.EnsureSuccessStatusCode();
        using Stream body = answer.Content.ReadAsStream(limit.Token);
        try
        {
            return ExportResponse.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException)
        {
            return new ExportResponse(); // the receiver said that it took the request, and only this matters
        }
    }

    public override void Dispose()
    {
        // The application may share this client with other code. The SDK's exporters do not dispose it either.
    }

    private ByteArrayContent Content(ExportRequest request)
    {
        using MemoryStream bytes = new();
        if (_isCompressed)
        {
            using GZipStream compressed = new(bytes, CompressionLevel.Fastest, leaveOpen: true);
            request.WriteTo(compressed);
        }
        else
        {
            request.WriteTo(bytes);
        }

        ByteArrayContent content = new(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (_isCompressed) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
