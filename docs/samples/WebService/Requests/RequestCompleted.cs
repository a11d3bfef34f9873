using MvxMetrics.Disruptor;

namespace WebServiceSample;

/// <summary>A request has been answered.</summary>
/// <param name="Route">Where it went.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Ticks">What it took, in raw Stopwatch ticks: the conversion is the loop's work.</param>
internal readonly record struct RequestCompleted(Route Route, StatusClass Status, long Ticks) : IMetricEvent
{
    public static string EventType => "http.request_completed";
}
