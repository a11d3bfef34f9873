using System.Diagnostics;
using MvxMetrics.Disruptor;

namespace WebServiceSample;

/// <summary>
/// Reports every request as it comes in and as it is answered: three events, some nanoseconds each. The outermost middleware, so that
/// it sees the status that goes out.
/// </summary>
internal sealed class RequestMeasuring(RequestDelegate next, [FromKeyedServices(RequestMetrics.Recorder)] MetricsRecorder recorder)
{
    public async Task InvokeAsync(HttpContext context)
    {
        long started = Stopwatch.GetTimestamp();
        Route route = context.GetEndpoint()?.Metadata.GetMetadata<MeasuredRoute>()?.Route ?? Route.Unmatched; // an error page forgets it
        recorder.TryRegisterEvent(new RequestsInFlight(1));
        try
        {
            await next(context);
        }
        finally
        {
            recorder.TryRegisterEvent(new RequestCompleted(route, StatusOf(context), Stopwatch.GetTimestamp() - started));
            recorder.TryRegisterEvent(new RequestsInFlight(-1));
        }
    }

    private static StatusClass StatusOf(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested ? StatusClass.Aborted : (StatusClass)((context.Response.StatusCode / 100) - 1);
}
