using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>One attempt to open a TCP stream.</summary>
internal readonly record struct StreamOpenAttempt(bool Succeeded) : IMetricEvent
{
    public static string EventType => "tcp_stream.open.attempt";
}
