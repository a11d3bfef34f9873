using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>Bytes that one read of a TCP stream brought.</summary>
internal readonly record struct StreamBytesReceived(int Bytes) : IMetricEvent
{
    public static string EventType => "tcp_stream.bytes_received";
}
