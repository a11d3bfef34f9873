using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>The runtime lives around all hosted services, and ends inside the host's time limit.</summary>
[TestFixture]
internal sealed partial class MetricsRuntimeServiceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task The_runtime_runs_before_any_hosted_service_starts_and_until_all_have_stopped_whatever_the_order_of_registration()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddHostedService<Worker>(); // before the metrics
        builder.Services.AddMvxMetrics();
        builder.Services.AddMvxRecorder("worker", static r => r.Register(new Counter<Tick>("ticks")));
        builder.Services.AddSingleton<Observations>();
        using IHost host = builder.Build();
        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("worker");

        await host.StartAsync();
        await host.StopAsync();

        host.Services.GetRequiredService<Observations>().Statuses.ShouldBe(
            [("constructor", RuntimeStatus.Running), ("start", RuntimeStatus.Running), ("stop", RuntimeStatus.Running)]);
        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        runtime.LastError.ShouldBeNull();
        recorder.GetMetricSnapshots()["ticks"]["total"].ShouldBe(3); // one in the constructor, one each at start and stop
        (runtime.Statistics.Attempted, runtime.Statistics.Processed, runtime.Statistics.Dropped).ShouldBe((3, 3, 0));
    }

    [Test]
    public async Task Recorders_that_nobody_asked_for_exist_from_the_start_on()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder("unused", static r => r.Register(new Counter<Tick>("ticks")));
        using IHost host = builder.Build();
        await host.StartAsync();
        host.Services.GetRequiredService<MetricsRuntime>().RecorderIds.ShouldBe(["unused"]);
        await host.StopAsync();
    }

    [Test]
    public async Task A_recorder_that_fails_to_stop_does_not_fail_the_stop_of_the_host_and_is_logged()
    {
        LogLines log = new();
        HostApplicationBuilder builder = TestHost.Builder(log);
        builder.Services.AddMvxRecorder(
            "bad", static (_, context) => new TickRecorder(context, "") { Stopped = static () => throw new IOException("disk full") });
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        host.Services.GetRequiredService<MetricsRuntime>().LastError!.Message.ShouldContain("'bad'");
        log.All.Single(static l => l.EventId == 303).Error!.ToString().ShouldContain("disk full");
    }

    [Test]
    public async Task The_hosts_logger_hears_the_runtime_and_its_recorders_to_the_end()
    {
        LogLines log = new();
        HostApplicationBuilder builder = TestHost.Builder(log);
        builder.Services.AddMvxRecorder("r", static _ => { });
        using (IHost host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        int[] runtime = [.. log.All.Where(static l => l.Category == "MvxMetrics.Disruptor.Runtime").Select(static l => l.EventId)];
        runtime.ShouldContain(300);
        runtime.ShouldContain(304);
        runtime[^1].ShouldBe(301);
    }

    [Test]
    public void A_host_that_is_built_and_never_started_ends_its_runtime_with_its_services()
    {
        MetricsRuntime runtime;
        using (IHost host = TestHost.Configured())
        {
            runtime = host.Services.GetRequiredService<MetricsRuntime>();
            runtime.Status.ShouldBe(RuntimeStatus.Running);
        }

        (runtime.Status, runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
    }

    [Test]
    public async Task A_host_that_fails_to_start_applies_what_was_accepted_and_ends_its_runtime_with_its_services()
    {
        MetricsRuntime runtime;
        MetricsRecorder recorder;
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder("r", static r => r.Register(new Counter<Tick>("ticks")));
        builder.Services.AddHostedService<FailsToStart>();
        using (IHost host = builder.Build())
        {
            (await Should.ThrowAsync<IOException>(() => host.StartAsync())).Message.ShouldBe("not today");
            runtime = host.Services.GetRequiredService<MetricsRuntime>();
            recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
            recorder.RegisterEvent(new Tick()).ShouldBeTrue();
        }

        (runtime.Status, runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
        recorder.GetMetricSnapshots()["ticks"]["total"].ShouldBe(1);
    }

    [Test]
    public async Task A_service_that_never_started_has_nothing_to_end_and_resolves_nothing()
    {
        ServiceCollection services = new();
        services.AddMvxRecorder("r", static _ => throw new FormatException("resolved"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        MetricsRuntimeService service = new(provider, [new RecorderRegistration("r")]);
        await service.StoppedAsync(CancellationToken.None);
        await Should.ThrowAsync<FormatException>(() => service.StartingAsync(CancellationToken.None));
        await service.StoppedAsync(CancellationToken.None);
        provider.GetRequiredService<MetricsRuntime>().Status.ShouldBe(RuntimeStatus.Closed, "it had started all the same");
    }

    internal sealed class Observations
    {
        public List<(string When, RuntimeStatus Status)> Statuses { get; } = [];
    }

    private sealed class Worker : IHostedService
    {
        private readonly MetricsRuntime _runtime;
        private readonly MetricsRecorder _recorder;
        private readonly Observations _observations;

        public Worker(MetricsRuntime runtime, [FromKeyedServices("worker")] MetricsRecorder recorder, Observations observations)
        {
            (_runtime, _recorder, _observations) = (runtime, recorder, observations);
            Observe("constructor");
        }

        public Task StartAsync(CancellationToken cancellationToken) => Observe("start");

        public Task StopAsync(CancellationToken cancellationToken) => Observe("stop");

        private Task Observe(string when)
        {
            _observations.Statuses.Add((when, _runtime.Status));
            _recorder.RegisterEvent(new Tick()).ShouldBeTrue();
            return Task.CompletedTask;
        }
    }

    private sealed class FailsToStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new IOException("not today");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
