using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MvxMetrics.Disruptor;

namespace WebServiceSample;

/// <summary>Something to measure: an answer at once, a slow one, a missing one, a failing one. None of them knows of metrics.</summary>
internal static class Endpoints
{
    private static readonly HealthCheckOptions s_health = new() { ResponseWriter = WriteHealthAsync };

    public static void Map(WebApplication app)
    {
        app.MapGet("/", static ([FromKeyedServices(RequestMetrics.Recorder)] MetricsRecorder recorder) =>
            string.Join('\n', recorder.GetMetricSnapshots().Values)).WithMetadata(new MeasuredRoute(Route.Home));
        app.MapGet("/hello/{name}", static (string name) => $"Hello, {name}").WithMetadata(new MeasuredRoute(Route.Hello));
        app.MapGet("/work/{milliseconds:int}", WorkAsync).WithMetadata(new MeasuredRoute(Route.Work));
        app.MapGet("/orders/{id:int}", static (int id) => id % 2 == 0 ? Results.Ok(new { id }) : Results.NotFound())
            .WithMetadata(new MeasuredRoute(Route.Order));
        app.MapGet("/fail", static string () => throw new InvalidOperationException("This endpoint fails."))
            .WithMetadata(new MeasuredRoute(Route.Fail));
        app.MapHealthChecks("/health", s_health).WithMetadata(new MeasuredRoute(Route.Health));
        app.MapMvxMetrics("/metrics").WithMetadata(new MeasuredRoute(Route.Metrics));
    }

    private static async Task<IResult> WorkAsync(int milliseconds, CancellationToken cancellationToken)
    {
        if (milliseconds is < 0 or > 1000) return Results.BadRequest("Between 0 and 1000 milliseconds.");
        await Task.Delay(milliseconds, cancellationToken);
        return Results.Ok();
    }

    private static Task WriteHealthAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        IEnumerable<string> lines = report.Entries.SelectMany(static e => e.Value.Data
            .Select(static d => string.Create(CultureInfo.InvariantCulture, $"  {d.Key} = {d.Value}"))
            .Prepend($"{e.Key}: {e.Value.Status}. {e.Value.Description}"));
        return context.Response.WriteAsync(string.Join('\n', lines.Prepend(report.Status.ToString())));
    }
}
