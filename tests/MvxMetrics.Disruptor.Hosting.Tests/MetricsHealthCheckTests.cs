using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>What the health check says of a runtime, with its account.</summary>
[TestFixture]
internal sealed class MetricsHealthCheckTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Healthy_while_nothing_is_dropped_with_the_account_as_data()
    {
        using IHost host = await StartAsync(new GatedMetric(static _ => { }));
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        host.Services.GetRequiredService<MetricsRuntime>().Flush(s_patience).ShouldBeTrue();

        HealthReportEntry entry = await CheckAsync(host);
        entry.Status.ShouldBe(HealthStatus.Healthy);
        entry.Data.ShouldBe(
            new Dictionary<string, object>
            {
                ["status"] = "Running",
                ["attempted"] = 5L,
                ["accepted"] = 5L,
                ["processed"] = 5L,
                ["discarded"] = 0L,
                ["pending"] = 0L,
                ["dropped"] = 0L,
                ["dropped_since_last_check"] = 0L,
                ["refused"] = 0L,
                ["recorders"] = 1,
                ["recorders_faulted"] = "",
            },
            ignoreOrder: true);
        await host.StopAsync();
    }

    [Test]
    public async Task Degraded_when_events_were_dropped_since_the_last_check_and_healthy_again_afterwards()
    {
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim inside = new();
        using IHost host = await StartAsync(new GatedMetric(_ =>
        {
            inside.Set();
            gate.Wait();
        }));
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        recorder.RegisterEvent(new Tick()).ShouldBeTrue();
        inside.Wait(s_patience).ShouldBeTrue();
        (await CheckAsync(host)).Status.ShouldBe(HealthStatus.Healthy);
        long dropped = 0;
        for (int i = 0; i < 1000; i++)
            if (!recorder.TryRegisterEvent(new Tick(i))) dropped++;

        dropped.ShouldBeGreaterThan(0);
        HealthReportEntry degraded = await CheckAsync(host);
        degraded.Status.ShouldBe(HealthStatus.Degraded);
        degraded.Description.ShouldBe($"{dropped} event(s) were dropped since the last check.");
        (degraded.Data["dropped"], degraded.Data["dropped_since_last_check"], degraded.Data["attempted"])
            .ShouldBe((dropped, dropped, 1001L));

        HealthReportEntry after = await CheckAsync(host);
        after.Status.ShouldBe(HealthStatus.Healthy);
        (after.Data["dropped"], after.Data["dropped_since_last_check"]).ShouldBe((dropped, 0L));
        gate.Set();
        await host.StopAsync();
    }

    [Test]
    public async Task Degraded_while_a_recorder_is_faulted_since_all_others_go_on()
    {
        using IHost host = await StartAsync(new GatedMetric(static _ => throw new FormatException("broken")));
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("r");
        recorder.RegisterEvent(new Tick()).ShouldBeTrue();
        host.Services.GetRequiredService<MetricsRuntime>().Flush(s_patience).ShouldBeTrue();

        HealthReportEntry entry = await CheckAsync(host);
        entry.Status.ShouldBe(HealthStatus.Degraded);
        entry.Description.ShouldBe("Recorders that are Faulted: r.");
        (entry.Data["recorders_faulted"], entry.Data["discarded"]).ShouldBe(("r", 1L));
        await host.StopAsync();
    }

    [Test]
    public async Task Unhealthy_when_the_runtime_is_not_running_or_what_the_registration_says_instead()
    {
        using IHost host = await StartAsync(new GatedMetric(static _ => { }), HealthStatus.Degraded);
        host.Services.GetRequiredService<MetricsRuntime>().Shutdown();
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries["mvx_metrics"].Status.ShouldBe(HealthStatus.Unhealthy);
        report.Entries["mvx_metrics"].Description.ShouldBe("The metrics runtime is Closed: nothing is measured.");
        report.Entries["lenient"].Status.ShouldBe(HealthStatus.Degraded);
        report.Entries["lenient"].Tags.ShouldBe(["ready"]);
    }

    [Test]
    public async Task Unhealthy_when_the_runtime_is_faulted_with_what_faulted_it()
    {
        using IHost host = await StartAsync(
            new GatedMetric(static _ => { }), configure: static o => o.EventLoop.TimeProvider = new BrokenClock());
        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        BrokenClock.IsBroken = true;
        try
        {
            SpinWait.SpinUntil(() => runtime.Status == RuntimeStatus.Faulted, s_patience).ShouldBeTrue();
        }
        finally
        {
            BrokenClock.IsBroken = false;
        }

        HealthReportEntry entry = await CheckAsync(host);
        (entry.Status, entry.Data["status"]).ShouldBe((HealthStatus.Unhealthy, "Faulted"));
        entry.Exception.ShouldNotBeNull().InnerException.ShouldBeOfType<InvalidTimeZoneException>();
        await host.StopAsync(); // a runtime that has faulted does not fail the stop
    }

    [Test]
    public async Task Drops_are_told_before_faulted_recorders_and_each_drop_to_one_of_the_checks_at_the_same_time()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsHealthCheck check = new(runtime);
        MetricsRecorder stopped = runtime.CreateRecorder("stopped");
        runtime.StopRecorder("stopped");
        foreach (string id in (string[])["b", "a"])
        {
            MetricsRecorder broken = runtime.CreateRecorder(id);
            broken.Register(new GatedMetric(static _ => throw new FormatException("broken")));
            broken.RegisterEvent(new Tick()).ShouldBeTrue();
        }

        runtime.Flush(s_patience).ShouldBeTrue();
        for (int i = 0; i < 3; i++) stopped.TryRegisterEvent(new Tick()).ShouldBeFalse();
        HealthCheckContext context = new()
        {
            Registration = new HealthCheckRegistration("check", check, HealthStatus.Unhealthy, null),
        };
        HealthCheckResult first = await check.CheckHealthAsync(context);
        (first.Status, first.Description).ShouldBe(
            (HealthStatus.Degraded, "3 event(s) were dropped since the last check. Recorders that are Faulted: a, b."));
        (await check.CheckHealthAsync(context)).Description.ShouldBe("Recorders that are Faulted: a, b.");

        const int More = 100;
        long told = 0;
        Parallel.For(0, More, i =>
        {
            stopped.TryRegisterEvent(new Tick(i)).ShouldBeFalse();
            Interlocked.Add(ref told, (long)check.CheckHealthAsync(context).Result.Data["dropped_since_last_check"]);
        });
        told += (long)(await check.CheckHealthAsync(context)).Data["dropped_since_last_check"];
        told.ShouldBe(More);
        await Should.ThrowAsync<ArgumentNullException>(() => check.CheckHealthAsync(null!));
    }

    private static async Task<IHost> StartAsync(
        Metric metric, HealthStatus? lenient = null, Action<MetricsRuntimeOptions>? configure = null)
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxMetrics(static o =>
        {
            o.EventLoop.LaneCount = 1;
            o.EventLoop.LaneBytes = 1024;
            o.EventLoop.SharedLaneBytes = 1024;
        });
        builder.Services.AddMvxMetrics(configure);
        builder.Services.AddMvxRecorder("r", r => r.Register(metric));
        builder.Services.AddHealthChecks().AddMvxMetrics().AddMvxMetrics("lenient", lenient, ["ready"]);
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host)
    {
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(static r => r.Name == "mvx_metrics");
        return report.Entries["mvx_metrics"];
    }

    /// <summary>A clock that throws: the loop's own failure, which no recorder can be blamed for.</summary>
    private sealed class BrokenClock : TimeProvider
    {
        public static volatile bool IsBroken;

        public override long GetTimestamp() => IsBroken ? throw new InvalidTimeZoneException() : base.GetTimestamp();
    }
}
