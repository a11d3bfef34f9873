using System.Net;
using System.Net.Sockets;
using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>A TCP server on loopback: streams a few documents to whoever connects, then closes the connection.</summary>
internal sealed class DocumentServer(IReadOnlyList<byte[]> documents, MetricsRecorder? metrics) : IDisposable
{
    private const int DocumentsAConnection = 8;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _sessions = [];
    private Task _accepting = Task.CompletedTask;
    private long _bytesSent;

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Connections that it accepted.</summary>
    public int Accepted => _sessions.Count;

    /// <summary>What the server really sent.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    public void Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Stops accepting and waits for the sessions to end.</summary>
    public async Task StopAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        await Task.WhenAll(_sessions);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token), _sessions.Count));
        }
        catch (OperationCanceledException)
        {
            // closing
        }
    }

    private async Task ServeAsync(TcpClient client, int session)
    {
        metrics?.TryRegisterEvent(new SessionChanged(Began: true));
        try
        {
            using (client) await SendAsync(client.GetStream(), session);
        }
        finally
        {
            metrics?.TryRegisterEvent(new SessionChanged(Began: false));
        }
    }

    private async Task SendAsync(NetworkStream stream, int session)
    {
        for (int i = 0; i < DocumentsAConnection; i++)
        {
            byte[] document = documents[((session * DocumentsAConnection) + i) % documents.Count];
            await stream.WriteAsync(document);
            Interlocked.Add(ref _bytesSent, document.Length);
        }
    }
}
