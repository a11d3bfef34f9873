using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <content>How long the stop of a host takes, and what is applied by then.</content>
internal sealed partial class MetricsRuntimeServiceTests
{
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

    private sealed class SlowToStop : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
