using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Serves the metrics over HTTP in a process without a web host. It uses Kestrel alone, without services, configuration or signal handlers.
/// Any thread.
/// </summary>
/// <example><code>await using MetricsListener listener = await MetricsListener.StartAsync([runtime]);
/// Console.WriteLine(listener.Url); // http://127.0.0.1:9464/metrics</code></example>
public sealed class MetricsListener : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly TimeSpan _stopTimeout;
    private int _disposals;

    private MetricsListener(KestrelServer server, MetricsListenerOptions options)
    {
        _server = server;
        _stopTimeout = options.StopTimeout;
        string address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        Url = new Uri(new Uri(address), options.Path);
    }

    /// <summary>The address of the metrics.</summary>
    public Uri Url { get; }

    /// <summary>Starts a listener.</summary>
    /// <param name="runtimes">
    /// The runtimes to show: at least one, with different namespaces. They need not be Running yet, and may stop while the listener runs.
    /// </param>
    /// <param name="listenerOptions">Where to listen. Null: the defaults, port 9464 of loopback.</param>
    /// <param name="options">How to show the metrics. Null: the defaults.</param>
    /// <param name="loggerFactory">Makes the loggers. Null: nothing is logged.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentNullException">The runtimes are null.</exception>
    /// <exception cref="ArgumentException">No runtime, two of the same namespace, or a bad option; the message names it.</exception>
    /// <exception cref="IOException">
    /// The listener cannot listen to the address. The message says why (another process may have it).
    /// </exception>
    public static async Task<MetricsListener> StartAsync(
        IEnumerable<MetricsRuntime> runtimes,
        MetricsListenerOptions? listenerOptions = null,
        PrometheusOptions? options = null,
        ILoggerFactory? loggerFactory = null,
        CancellationToken cancellationToken = default)
    {
        MetricsListenerOptions valid = MetricsListenerOptions.Valid(listenerOptions);
        ScrapeHandler handler = new(new MetricsExposition(runtimes, options, loggerFactory));
        ILoggerFactory logging = loggerFactory ?? NullLoggerFactory.Instance;
        KestrelServerOptions kestrel = new() { AddServerHeader = false };
        kestrel.Listen(new IPEndPoint(valid.Address, valid.Port), static listen => listen.Protocols = HttpProtocols.Http1);
        SocketTransportFactory transport = new(Options.Create(new SocketTransportOptions()), logging);
        KestrelServer server = new(Options.Create(kestrel), transport, logging);
        try
        {
            await server.StartAsync(new ListenerApplication(handler, valid.Path), cancellationToken).ConfigureAwait(false);
            return new MetricsListener(server, valid);
        }
        catch (Exception error)
        {
            server.Dispose();
            if (error is not SocketException) throw;
            throw new IOException(
                $"Cannot listen to {new IPEndPoint(valid.Address, valid.Port)}: {error.Message}. "
                + "Choose an address of this machine, and a port that this process may use.",
                error);
        }
    }

    /// <summary>
    /// Stops listening, and lets requests under way end within <see cref="MetricsListenerOptions.StopTimeout"/>. A second call does
    /// nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposals, 1) == 1) return;
        using CancellationTokenSource timeout = new(_stopTimeout);
        await _server.StopAsync(timeout.Token).ConfigureAwait(false);
        _server.Dispose();
    }
}
