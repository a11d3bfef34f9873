using Microsoft.Extensions.Configuration;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Exporter;

namespace MvxMetrics.Disruptor;

/// <summary>Sends requests to a receiver, over one of the protocol's transports. One thread at a time.</summary>
internal abstract class OtlpClient : IDisposable
{
    /// <summary>The address of the receiver, for messages.</summary>
    public abstract Uri Endpoint { get; }

    /// <summary>Creates the client that the options ask for.</summary>
    /// <param name="options">The options as the SDK's exporter takes them.</param>
    /// <param name="configuration">The configuration from which the options came.</param>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    public static OtlpClient Create(OtlpExporterOptions options, IConfiguration configuration)
    {
        KeyValuePair<string, string>[] headers =
            [.. Headers(options), new("User-Agent", $"MvxMetrics.Disruptor.OpenTelemetry/{AdapterVersion.Text}")];
#pragma warning disable CS0618 // obsolete only where gRPC does not work, which is not on .NET
        return options.Protocol switch
        {
            OtlpExportProtocol.Grpc => new OtlpGrpcClient(options, headers),
            OtlpExportProtocol.HttpProtobuf => new OtlpHttpClient(options, MetricsPath(options, configuration), headers),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Protocol, "Protocol must be Grpc or HttpProtobuf."),
        };
#pragma warning restore CS0618
    }

    /// <summary>Sends a request and waits for the answer. It throws if the receiver did not say that it took the request.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="timeout">How long it may take.</param>
    public abstract ExportResponse Send(ExportRequest request, TimeSpan timeout);

    /// <inheritdoc/>
    public abstract void Dispose();

    // As the SDK does it: an endpoint from the variable, or no endpoint at all, is the receiver's root. An endpoint that code has set is
    // used as it is. The options do not say which one it is; but without an endpoint each read of it makes a new one.
    private static Uri MetricsPath(OtlpExporterOptions options, IConfiguration configuration)
    {
        Uri endpoint = options.Endpoint;
        bool isDefault = !ReferenceEquals(endpoint, options.Endpoint);
        bool isVariable =
            Uri.TryCreate(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out Uri? variable) && endpoint == variable;
        string root = endpoint.AbsoluteUri.TrimEnd('/');
        bool isWhole = root.EndsWith("/v1/metrics", StringComparison.OrdinalIgnoreCase);
        return (isDefault || isVariable) && !isWhole ? new Uri($"{root}/v1/metrics") : endpoint;
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(OtlpExporterOptions options)
    {
        foreach (string pair in Uri.UnescapeDataString(options.Headers ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int end = pair.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0)
            {
                throw new ArgumentException(
                    $"Headers must be of the form 'name=value,name=value'; '{pair}' is not.", nameof(options));
            }

            yield return new(pair[..end].Trim(), pair[(end + 1)..].Trim());
        }
    }
}
