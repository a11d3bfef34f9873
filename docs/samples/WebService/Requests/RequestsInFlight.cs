using MvxMetrics.Disruptor;

namespace WebServiceSample;

/// <summary>A request has come in (1), or has been answered (-1).</summary>
internal readonly record struct RequestsInFlight(int Change) : IMetricEvent
{
    public static string EventType => "http.requests_in_flight";
}
