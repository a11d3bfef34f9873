using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>A session of the server has begun or ended.</summary>
internal readonly record struct SessionChanged(bool Began) : IMetricEvent
{
    public static string EventType => "document_server.session.changed";
}
