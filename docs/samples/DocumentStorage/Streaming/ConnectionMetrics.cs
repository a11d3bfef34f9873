using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace DocumentStorageSample;

/// <summary>What is measured of each connection of the pool: the same metrics, their own state.</summary>
internal sealed class ConnectionMetrics
{
    public const string Refused = "refused";
    public const string Opened = "opened";

    public ConnectionMetrics(MetricsRecorder recorder)
    {
        recorder.Register(OpenAttempts);
        recorder.Register(BytesReceived);
    }

    /// <summary>How did the attempts to open a stream end.</summary>
    public CounterBy<StreamOpenAttempt> OpenAttempts { get; } = new(
        "tcp_stream.open.attempts", static (in e) => e.Succeeded ? 1 : 0, new KeyNames(Refused, Opened));

    /// <summary>How much came, and how much a second.</summary>
    public Rate<StreamBytesReceived> BytesReceived { get; } = new(
        "tcp_stream.bytes_received",
        static (in e) => e.Bytes,
        windows: [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)],
        unit: "By");
}
