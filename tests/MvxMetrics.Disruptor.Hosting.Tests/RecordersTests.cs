using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>Recorders by key and by id: one of each, complete before anybody sees it.</summary>
[TestFixture]
internal sealed class RecordersTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_keyed_recorder_is_one_and_the_same_everywhere_and_carries_its_metrics()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder(" orders ", static r => r.Register(new Counter<Tick>("ticks")));
        using IHost host = builder.Build();
        MetricsRecorder recorder = host.Services.GetRequiredKeyedService<MetricsRecorder>("orders"); // before the host starts
        recorder.RegisterEvent(new Tick()).ShouldBeTrue();
        await host.StartAsync();

        recorder.EntityId.ShouldBe("orders");
        host.Services.GetRequiredKeyedService<MetricsRecorder>("orders").ShouldBeSameAs(recorder);
        host.Services.GetRequiredService<MetricsRuntime>().GetRecorder("orders").ShouldBeSameAs(recorder);
        host.Services.GetRequiredService<MetricsRecorders>()
            .GetOrCreate("orders", static _ => throw new InvalidOperationException("twice"))
            .ShouldBeSameAs(recorder);
        await host.StopAsync();
        recorder.GetMetricSnapshots()["ticks"]["total"].ShouldBe(1);
    }

    [Test]
    public void A_recorder_of_its_own_class_gets_services_and_can_be_resolved_as_both()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddSingleton("a service");
        builder.Services.AddMvxRecorder(
            "custom", static (services, context) => new TickRecorder(context, services.GetRequiredService<string>()));
        using IHost host = builder.Build();
        TickRecorder recorder = host.Services.GetRequiredKeyedService<TickRecorder>("custom");
        recorder.Dependency.ShouldBe("a service");
        host.Services.GetRequiredKeyedService<MetricsRecorder>("custom").ShouldBeSameAs(recorder);
    }

    [Test]
    public void Options_of_a_recorder_are_set_in_its_factory()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder(
            "r",
            static (_, context) =>
            {
                context.Options.EntityId = "entity";
                return new MetricsRecorder(context);
            });
        using IHost host = builder.Build();
        host.Services.GetRequiredKeyedService<MetricsRecorder>("r").EntityId.ShouldBe("entity");
    }

    [Test]
    public void A_recorder_that_is_added_twice_is_refused_by_its_id()
    {
        ServiceCollection services = new();
        services.AddMvxRecorder("a", static _ => { });
        services.AddMvxRecorder("A", static _ => { });
        Should.Throw<ArgumentException>(() => services.AddMvxRecorder(" a", static _ => { })).Message.ShouldContain("'a' was added before");
        Should.Throw<ArgumentException>(() => services.AddMvxRecorder(" ", static _ => { })).ParamName.ShouldBe("id");
        Should.Throw<ArgumentNullException>(() => services.AddMvxRecorder("b", null!)).ParamName.ShouldBe("configure");
        Should.Throw<ArgumentNullException>(
            () => services.AddMvxRecorder("b", (Func<IServiceProvider, RecorderContext, MetricsRecorder>)null!))
            .ParamName.ShouldBe("factory");
        Should.Throw<ArgumentNullException>(() => ((IServiceCollection)null!).AddMvxRecorder("b", static _ => { }))
            .ParamName.ShouldBe("services");
    }

    [Test]
    public async Task An_id_that_something_else_has_taken_stops_the_host_instead_of_leaving_its_metrics_out()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder("r", static r => r.Register(new Counter<Tick>("ticks")));
        using IHost host = builder.Build();
        host.Services.GetRequiredService<MetricsRecorders>().GetOrCreate("r");
        (await Should.ThrowAsync<RecorderAlreadyExistsException>(() => host.StartAsync())).Message.ShouldContain("'r'");
    }

    [Test]
    [CancelAfter(20_000)]
    public void A_factory_that_asks_for_its_own_recorder_is_refused_at_once()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder("r", static (services, _) => services.GetRequiredKeyedService<MetricsRecorder>("r"));
        using IHost host = builder.Build();
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        Should.Throw<RecorderAlreadyExistsException>(() => host.Services.GetRequiredKeyedService<MetricsRecorder>("r"));
        System.Diagnostics.Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task A_runtime_of_the_applications_own_among_the_services_stays_out_of_it([Values] bool isFirst)
    {
        using MetricsRuntime own = Started();
        HostApplicationBuilder builder = TestHost.Builder();
        if (isFirst) builder.Services.AddSingleton(own);
        builder.Services.AddMvxMetrics(static o => o.Namespace = "hosted");
        builder.Services.AddMvxRecorder("r", static _ => { });
        if (!isFirst) builder.Services.AddSingleton(own);
        using IHost host = builder.Build();
        await host.StartAsync();

        MetricsRuntime hosted = host.Services.GetServices<MetricsRuntime>().Single(static r => r.Namespace == "hosted");
        hosted.RecorderIds.ShouldBe(["r"]);
        own.RecorderIds.ShouldBeEmpty();
        host.Services.GetRequiredService<MetricsRecorders>().GetOrCreate("other");
        hosted.RecorderIds.ShouldBe(["other", "r"]);

        await host.StopAsync();
        hosted.Status.ShouldBe(RuntimeStatus.Closed);
        own.Status.ShouldBe(RuntimeStatus.Running);
    }

    [Test]
    public async Task What_a_configuration_callback_throws_stops_the_host()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddMvxRecorder("r", static _ => throw new FormatException("no such metric"));
        using IHost host = builder.Build();
        (await Should.ThrowAsync<FormatException>(() => host.StartAsync())).Message.ShouldBe("no such metric");
        host.Services.GetRequiredService<MetricsRuntime>().RecorderIds.ShouldBeEmpty();
    }

    [Test]
    public void Of_many_calls_at_once_one_creates_the_recorder_and_all_get_it_with_its_metrics()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        for (int round = 0; round < 50; round++)
        {
            int created = 0;
            string id = $"r{round}";
            MetricsRecorder[] got = new MetricsRecorder[8];
            Parallel.For(0, got.Length, new ParallelOptions { MaxDegreeOfParallelism = got.Length }, i =>
            {
                got[i] = recorders.GetOrCreate(id, r =>
                {
                    Interlocked.Increment(ref created);
                    r.Register(new Counter<Tick>("ticks"));
                });
                got[i].Metrics.Count.ShouldBe(1);
                got[i].RegisterEvent(new Tick()).ShouldBeTrue();
            });

            created.ShouldBe(1);
            got.Distinct().Count().ShouldBe(1);
            runtime.Flush(s_patience).ShouldBeTrue();
            got[0].GetMetricSnapshots()["ticks"]["total"].ShouldBe(got.Length);
        }
    }

    [Test]
    public async Task A_call_waits_for_a_recorder_that_another_one_is_starting_and_creates_it_itself_if_that_fails()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        TaskCompletionSource started = new();
        TaskCompletionSource outcome = new();
        Task<TickRecorder> first = Task.Run(() => recorders.GetOrCreate("r", context => new TickRecorder(context, "first")
        {
            Starting = () =>
            {
                started.SetResult();
                return outcome.Task;
            },
        }));
        await started.Task.WaitAsync(s_patience);
        Task<TickRecorder> second = Task.Run(() => recorders.GetOrCreate("r", static context => new TickRecorder(context, "second")));
        second.Wait(50).ShouldBeFalse();
        outcome.SetException(new IOException("not now"));

        await Should.ThrowAsync<RecorderStartException>(() => first.WaitAsync(s_patience));
        (await second.WaitAsync(s_patience)).Dependency.ShouldBe("second");
    }

    [Test]
    public void Inside_the_loop_a_recorder_is_found_and_a_missing_one_refused_without_a_wait()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        MetricsRecorder? found = null;
        Exception? error = null;
        MetricsRecorder recorder = recorders.GetOrCreate("r", r => r.Register(new GatedMetric(_ =>
        {
            found = recorders.GetOrCreate("r");
            error = Should.Throw<LoopReentrancyException>(() => recorders.GetOrCreate("other"));
        })));
        recorder.RegisterEvent(new Tick()).ShouldBeTrue();
        runtime.Flush(s_patience).ShouldBeTrue();
        found.ShouldBeSameAs(recorder);
        error.ShouldNotBeNull();
    }

    [Test]
    public void An_id_of_another_class_is_refused_with_both_and_a_removed_id_can_be_used_again()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        MetricsRecorder plain = recorders.GetOrCreate("r");
        Should.Throw<InvalidOperationException>(() => recorders.GetOrCreate("r", static context => new TickRecorder(context, "")))
            .Message.ShouldBe(
                "Recorder 'r' is a MetricsRecorder, not a TickRecorder. Ask for the class it was created with, or choose another id.");
        runtime.StopAndRemoveRecorder("r");
        recorders.GetOrCreate("r", static context => new TickRecorder(context, "")).ShouldNotBeSameAs(plain);
    }

    [Test]
    public void Bad_arguments_and_a_runtime_that_has_ended_are_refused()
    {
        MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        Should.Throw<ArgumentNullException>(static () => new MetricsRecorders(null!)).ParamName.ShouldBe("runtime");
        Should.Throw<ArgumentException>(() => recorders.GetOrCreate(" ")).ParamName.ShouldBe("id");
        Should.Throw<ArgumentNullException>(() => recorders.GetOrCreate(null!)).ParamName.ShouldBe("id");
        Should.Throw<ArgumentNullException>(() => recorders.GetOrCreate("r", (Func<RecorderContext, TickRecorder>)null!))
            .ParamName.ShouldBe("factory");
        runtime.Dispose();
        Should.Throw<RuntimeStateException>(() => recorders.GetOrCreate("r")).Message.ShouldContain("Closed");
    }

    private static MetricsRuntime Started()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        return runtime;
    }
}
