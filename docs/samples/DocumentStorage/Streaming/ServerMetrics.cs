using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace DocumentStorageSample;

/// <summary>What is measured of the server.</summary>
internal sealed class ServerMetrics
{
    public ServerMetrics(MetricsRecorder recorder) => recorder.Register(Sessions);

    /// <summary>How many sessions are there now.</summary>
    public UpDownCounter<SessionChanged> Sessions { get; } = new(
        "document_server.sessions", static (in e) => e.Began ? 1 : -1);
}
