using System.Net;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Where a <see cref="MetricsListener"/> listens. The options are read and validated when it starts; later changes have no effect.
/// </summary>
public sealed class MetricsListenerOptions
{
    /// <summary>The address. Default: loopback, 127.0.0.1, which other machines cannot reach.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535. 0: a free port. Default: 9464.</summary>
    public int Port { get; set; } = 9464;

    /// <summary>The path, with a slash in front, without escapes, query or fragment. Default: <c>/metrics</c>.</summary>
    public string Path { get; set; } = "/metrics";

    /// <summary>
    /// How long requests under way may take when the listener is disposed, up to a minute. Then they are cut off. Default: 5 seconds.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A valid copy of the options, or of the defaults.</summary>
    internal static MetricsListenerOptions Valid(MetricsListenerOptions? options)
    {
        MetricsListenerOptions valid = options is null ? new() : (MetricsListenerOptions)options.MemberwiseClone();
        valid.Validate();
        return valid;
    }

    private void Validate()
    {
        ArgumentNullException.ThrowIfNull(Address, nameof(Address));
        ArgumentNullException.ThrowIfNull(Path, nameof(Path));
        if (Port is < 0 or > IPEndPoint.MaxPort)
            throw new ArgumentOutOfRangeException(nameof(Port), Port, $"Port must lie between 0 and {IPEndPoint.MaxPort}.");
        if (!Path.StartsWith('/')) throw new ArgumentException($"Path must begin with a slash; it is '{Path}'.", nameof(Path));
        if (!IsPlainPath(Path))
        {
            throw new ArgumentException(
                $"Path must be a path as it is, without escapes, dots as parts, query or fragment; it is '{Path}'.", nameof(Path));
        }

        if (StopTimeout < TimeSpan.Zero || StopTimeout > TimeSpan.FromMinutes(1))
            throw new ArgumentOutOfRangeException(nameof(StopTimeout), StopTimeout, "StopTimeout must lie between zero and a minute.");
    }

    // Whether requests for the URL that the listener gives would arrive with this path.
    private static bool IsPlainPath(string path) =>
        Uri.TryCreate(new Uri("http://host"), path, out Uri? url)
        && url.Host == "host" && url.LocalPath == path && url.Query.Length == 0 && url.Fragment.Length == 0;
}
