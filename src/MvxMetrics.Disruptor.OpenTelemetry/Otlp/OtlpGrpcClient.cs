using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Exporter;

namespace MvxMetrics.Disruptor;

/// <summary>The protocol over gRPC: one unary call.</summary>
internal sealed class OtlpGrpcClient : OtlpClient
{
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private readonly Method<ExportRequest, ExportResponse> _export;
    private readonly Metadata _headers = [];

    public OtlpGrpcClient(OtlpExporterOptions options, KeyValuePair<string, string>[] headers)
    {
        Endpoint = options.Endpoint;
        foreach ((string name, string value) in headers) _headers.Add(name, value);

        // Read by the client; not sent.
        if (options.Compression == OtlpExportCompression.GZip) _headers.Add("grpc-internal-encoding-request", "gzip");
        _channel = GrpcChannel.ForAddress(
            Endpoint.GetLeftPart(UriPartial.Authority), new GrpcChannelOptions { HttpClient = options.HttpClientFactory() });
        _invoker = _channel.CreateCallInvoker();

        // A path in the endpoint, for example of a proxy, comes before the service.
        string path = Endpoint.AbsolutePath.Trim('/');
        const string Service = "opentelemetry.proto.collector.metrics.v1.MetricsService";
        _export = new Method<ExportRequest, ExportResponse>(
            MethodType.Unary,
            path.Length == 0 ? Service : $"{path}/{Service}",
            "Export",
            Marshallers.Create(
                static (ExportRequest request) => request.ToByteArray(), static bytes => ExportRequest.Parser.ParseFrom(bytes)),
            Marshallers.Create(
                static (ExportResponse response) => response.ToByteArray(), static bytes => ExportResponse.Parser.ParseFrom(bytes)));
    }

    public override Uri Endpoint { get; }

    public override ExportResponse Send(ExportRequest request, TimeSpan timeout) =>
        _invoker.BlockingUnaryCall(_export, host: null, new CallOptions(_headers, DateTime.UtcNow + timeout), request);

    public override void Dispose() => _channel.Dispose();
}
