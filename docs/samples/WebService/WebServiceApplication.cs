namespace WebServiceSample;

/// <summary>The service, put together. It listens on the loopback interface only.</summary>
internal static class WebServiceApplication
{
    private const int DefaultPort = 5080;

    /// <param name="args">
    /// Command line: <c>--port N</c>, and whatever the configuration knows, such as <c>--MvxMetrics:EventLoop:LaneCount 8</c>.
    /// </param>
    /// <exception cref="ArgumentException">The port is none.</exception>
    public static WebApplication Build(params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{Port(builder.Configuration["port"])}");

        builder.Services.AddMvxMetrics(builder.Configuration.GetSection("MvxMetrics"));
        builder.Services.AddMvxRecorder(RequestMetrics.Recorder, RequestMetrics.Register);
        builder.Services.AddHealthChecks().AddMvxMetrics();

        WebApplication app = builder.Build();
        app.UseMiddleware<RequestMeasuring>();
        app.UseExceptionHandler(static error => error.Run(static context => context.Response.WriteAsync("Something went wrong.")));
        Endpoints.Map(app);
        return app;
    }

    private static int Port(string? text)
    {
        if (text is null) return DefaultPort;
        return ushort.TryParse(text, out ushort port)
            ? port
            : throw new ArgumentException($"--port must be a number from 0 (any free one) to 65535, not '{text}'.");
    }
}
