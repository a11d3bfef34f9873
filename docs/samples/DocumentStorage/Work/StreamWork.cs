using System.Net;
using System.Net.Sockets;

namespace DocumentStorageSample;

/// <summary>One connection that receives stream after stream, and its own account of it.</summary>
internal sealed class StreamWork(string name, PooledConnection connection)
{
    public string Name => name;

    public long Attempts { get; private set; }

    public long Failures { get; private set; }

    public long BytesReceived { get; private set; }

    /// <summary>Streams until told to stop; the stream under way is read to its end, so that sender and receiver agree.</summary>
    public async Task RunAsync(IPEndPoint server, CancellationToken stop)
    {
        // Bound, but not listening: connecting to it is refused.
        using Socket closedPort = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closedPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint nobody = (IPEndPoint)closedPort.LocalEndPoint!;

        while (!stop.IsCancellationRequested)
        {
            Attempts++;
            bool toNobody = Attempts % 10 == 0;
            if (!await connection.ReceiveAsync(toNobody ? nobody : server, bytes => BytesReceived += bytes)) Failures++;
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
