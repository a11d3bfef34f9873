using System.Net;
using System.Net.Sockets;
using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>
/// One connection of the pool, a production component with a recorder of its own: opens streams and reads them to their end.
/// </summary>
internal sealed class PooledConnection(MetricsRecorder? metrics)
{
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Opens one stream and reads it; false when the server cannot be reached.</summary>
    public async Task<bool> ReceiveAsync(IPEndPoint server, Action<int> received)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(server);
        }
        catch (SocketException)
        {
            metrics?.TryRegisterEvent(new StreamOpenAttempt(Succeeded: false));
            return false;
        }

        metrics?.TryRegisterEvent(new StreamOpenAttempt(Succeeded: true));
        NetworkStream stream = client.GetStream();
        int bytes;
        while ((bytes = await stream.ReadAsync(_buffer)) > 0)
        {
            metrics?.TryRegisterEvent(new StreamBytesReceived(bytes));
            received(bytes);
        }

        return true;
    }
}
