using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>The runtime and recorders by key among the services, each once.</summary>
[TestFixture]
internal sealed class MvxMetricsServiceCollectionExtensionsTests
{
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
        using MetricsRuntime own = new();
        own.Start();
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
    public void Null_arguments_are_refused_by_name()
    {
        ServiceCollection services = new();
        Should.Throw<ArgumentNullException>(() => ((IServiceCollection)null!).AddMvxMetrics()).ParamName.ShouldBe("services");
        Should.Throw<ArgumentNullException>(() => services.AddMvxMetrics((IConfigurationSection)null!)).ParamName.ShouldBe("section");
        Should.Throw<ArgumentNullException>(() => ((IServiceCollection)null!).AddMvxMetrics(new ConfigurationManager().GetSection("x")))
            .ParamName.ShouldBe("services");
        services.AddMvxMetrics((Action<MetricsRuntimeOptions>?)null).ShouldBeSameAs(services);
    }

    [Test]
    public void Calls_add_up_to_one_runtime_and_one_hosted_service_with_the_options_of_all()
    {
        ServiceCollection services = new();
        services.AddMvxMetrics(static o => o.Namespace = "shop");
        services.AddMvxMetrics(static o => o.EventLoop.LaneCount = 3);
        services.AddMvxRecorder("r", static _ => { });
        using ServiceProvider provider = services.BuildServiceProvider();
        MetricsRuntime runtime = provider.GetServices<MetricsRuntime>().ShouldHaveSingleItem();
        (runtime.Namespace, runtime.Statistics.LaneCount, runtime.Status).ShouldBe(("shop", 3, RuntimeStatus.Running));
        provider.GetServices<IHostedService>().ShouldHaveSingleItem().ShouldBeOfType<MetricsRuntimeService>();
        provider.GetServices<RecorderRegistration>().ShouldBe([new RecorderRegistration("r")]);
        runtime.RecorderIds.ShouldBeEmpty("nobody has asked for it, and the host has not started");
    }
}
