using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Which client the options ask for, and where it sends.</summary>
[TestFixture]
internal sealed class OtlpClientTests
{
    private static readonly IConfiguration s_nothing = new ConfigurationBuilder().Build();

    [TestCase(null, null, "http://localhost:4318/v1/metrics")]
    [TestCase("http://collector:4318", null, "http://collector:4318/v1/metrics")]
    [TestCase("http://collector:4318/", null, "http://collector:4318/v1/metrics")]
    [TestCase("http://collector/otlp", null, "http://collector/otlp/v1/metrics")]
    [TestCase("http://collector/v1/metrics", null, "http://collector/v1/metrics")]
    [TestCase(null, "http://elsewhere/own/path", "http://elsewhere/own/path")]
    [TestCase("http://collector:4318", "http://elsewhere/own/path", "http://elsewhere/own/path")]
    public void An_endpoint_of_the_variable_gets_the_path_and_one_of_code_does_not(string? variable, string? code, string expected)
    {
        using ChangedEnvironment changed = new(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = variable });
        OtlpExporterOptions options = new() { Protocol = OtlpExportProtocol.HttpProtobuf };
        if (code is not null) options.Endpoint = new Uri(code);
        using OtlpClient client = OtlpClient.Create(options, new ConfigurationBuilder().AddEnvironmentVariables().Build());
        client.Endpoint.ToString().ShouldBe(expected);
    }

    [Test]
    public void The_protocol_chooses_the_client()
    {
#pragma warning disable CS0618 // gRPC is obsolete elsewhere only
        using OtlpClient grpc = OtlpClient.Create(new OtlpExporterOptions { Protocol = OtlpExportProtocol.Grpc }, s_nothing);
#pragma warning restore CS0618
        grpc.ShouldBeOfType<OtlpGrpcClient>();
        grpc.Endpoint.ShouldBe(new Uri("http://localhost:4317/"));
        using OtlpClient http = OtlpClient.Create(new OtlpExporterOptions { Protocol = OtlpExportProtocol.HttpProtobuf }, s_nothing);
        http.ShouldBeOfType<OtlpHttpClient>();
        Should.Throw<ArgumentOutOfRangeException>(
            static () => OtlpClient.Create(new OtlpExporterOptions { Protocol = (OtlpExportProtocol)77 }, s_nothing))
            .Message.ShouldContain("Protocol must be Grpc or HttpProtobuf");
    }

    [TestCase("name", "name")]
    [TestCase("=value", "=value")]
    [TestCase("good=1,bad", "bad")]
    [TestCase("a=1, ", " ")]
    public void Headers_without_a_name_or_a_value_are_refused_as_they_are(string headers, string bad)
    {
        OtlpExporterOptions options = new() { Protocol = OtlpExportProtocol.HttpProtobuf, Headers = headers };
        Should.Throw<ArgumentException>(() => OtlpClient.Create(options, s_nothing)).Message.ShouldContain($"'{bad}' is not");
    }
}
