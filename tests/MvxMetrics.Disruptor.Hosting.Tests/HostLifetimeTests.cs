using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>The runtime lives around all hosted services, and ends inside the host's time limit.</summary>
[TestFixture]
internal sealed class HostLifetimeTests
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
    public async Task Everything_accepted_is_applied_when_the_host_stops()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxMetrics(static o => o.EventLoop.LaneBytes = (1 << 16) * 16);
        builder.Services.AddMvxRecorder("r", static r => r.Register(new GatedMetric(static _ => Thread.SpinWait(50))));
        using IHost host = builder.Build();
        await host.StartAsync();
        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        for (int i = 0; i < 50_000; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        await host.StopAsync();

        recorder.GetMetricSnapshots()["gated"]["total"].ShouldBe(50_000);
        (runtime.Status, runtime.LastError, runtime.Statistics.Pending).ShouldBe((RuntimeStatus.Closed, null, 0L));
    }

    [Test]
    public async Task
        A_handler_that_blocks_for_ever_holds_the_host_up_for_its_shutdown_timeout_only_and_the_log_says_how_many_events_were_not_applied()
    {
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim inside = new();
        LogLines log = new();
        HostApplicationBuilder builder = TestHost.Builder(log);
        builder.Services.Configure<HostOptions>(static o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(300));
        builder.Services.AddMvxRecorder("r", r => r.Register(new GatedMetric(_ =>
        {
            inside.Set();
            gate.Wait();
        })));
        using IHost host = builder.Build();
        await host.StartAsync();
        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        for (int i = 0; i < 7; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        inside.Wait(s_patience).ShouldBeTrue();

        long started = Stopwatch.GetTimestamp();
        await host.StopAsync(); // does not throw: measuring is not what a host's stop fails for

        Stopwatch.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(10));
        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        RuntimeShutdownException error = runtime.LastError.ShouldBeOfType<RuntimeShutdownException>();
        (error.TimedOut, error.UnappliedEvents).ShouldBe((true, 7));
        LogLines.Line line = log.All.Single(static l => l.Level == LogLevel.Error && l.EventId == 303);
        line.Category.ShouldBe("MvxMetrics.Disruptor.Runtime");
        line.Error!.Message.ShouldContain("7 accepted event(s) were not applied");
        gate.Set();
    }

    [Test]
    public async Task The_runtimes_own_time_limit_ends_the_wait_if_it_is_the_shorter_one()
    {
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim inside = new();
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxMetrics(static o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        builder.Services.AddMvxRecorder("r", r => r.Register(new GatedMetric(_ =>
        {
            inside.Set();
            gate.Wait();
        })));
        using IHost host = builder.Build();
        await host.StartAsync();
        host.Services.GetRequiredKeyedService<MetricsRecorder>("r").RegisterEvent(new Tick()).ShouldBeTrue();
        inside.Wait(s_patience).ShouldBeTrue();

        long started = Stopwatch.GetTimestamp();
        await host.StopAsync();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        host.Services.GetRequiredService<MetricsRuntime>().LastError.ShouldBeOfType<RuntimeShutdownException>().UnappliedEvents.ShouldBe(1);
        gate.Set();
    }

    [Test]
    public async Task What_was_accepted_is_applied_even_when_another_service_has_used_up_the_hosts_time()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.Configure<HostOptions>(static o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.Services.AddHostedService<SlowToStop>();
        builder.Services.AddMvxRecorder("r", static r => r.Register(new Counter<Tick>("ticks")));
        using IHost host = builder.Build();
        await host.StartAsync();
        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        for (int i = 0; i < 1000; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        await Should.ThrowAsync<Exception>(() => host.StopAsync()); // the slow service's error

        recorder.GetMetricSnapshots()["ticks"]["total"].ShouldBe(1000);
        (runtime.Status, runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
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

    [TestCase(0)]
    [TestCase(Timeout.Infinite)]
    public async Task Any_shutdown_timeout_of_the_host_will_do_and_a_second_stop_too(int milliseconds)
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(milliseconds));
        builder.Services.AddMvxRecorder("r", static r => r.Register(new Counter<Tick>("ticks")));
        using IHost host = builder.Build();
        await host.StartAsync();
        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        for (int i = 0; i < 1000; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        await host.StopAsync();
        await host.StopAsync();

        (runtime.Status, runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
        recorder.GetMetricSnapshots()["ticks"]["total"].ShouldBe(1000);
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

    private sealed class SlowToStop : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
