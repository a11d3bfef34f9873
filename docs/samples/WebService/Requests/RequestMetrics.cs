using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace WebServiceSample;

/// <summary>What is asked about requests. Nothing of it runs on a request's thread.</summary>
internal static class RequestMetrics
{
    /// <summary>The recorder's id, and the key by which it is injected.</summary>
    public const string Recorder = "http";

    /// <summary>Bounds of the classic buckets in nanoseconds: 1, 5, 25, 100 and 500 ms.</summary>
    public static readonly long[] Bounds = [1_000_000, 5_000_000, 25_000_000, 100_000_000, 500_000_000];

    public static void Register(MetricsRecorder recorder)
    {
        recorder.Register(new CounterBy<RequestCompleted>(
            "http.requests", static (in e) => (int)e.Status, KeyNames.Of<StatusClass>(),
            description: "Requests by class of status"));
        recorder.Register(new HistogramBy<RequestCompleted>(
            "http.duration", static (in e) => (int)e.Route, KeyNames.Of<Route>(),
            static (in e) => StopwatchTime.ToNanoseconds(e.Ticks), unit: "ns",
            description: "Time to answer a request, by route",
            options: new HistogramOptions { Bounds = Bounds }));
        recorder.Register(new Rate<RequestCompleted>("http.rate", description: "Requests a second"));
        recorder.Register(new UpDownCounter<RequestsInFlight>(
            "http.in_flight", static (in e) => e.Change, description: "Requests that are being answered"));
    }
}
