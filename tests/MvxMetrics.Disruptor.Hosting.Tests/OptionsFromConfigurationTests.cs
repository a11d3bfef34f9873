using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>What stands in the configuration is what the runtime gets, or the host does not start and says why.</summary>
[TestFixture]
internal sealed class OptionsFromConfigurationTests
{
    private const string Section = "MvxMetrics";

    private static readonly TestCaseData[] s_bad =
    [
        Bad("EventLoop:LaneCount", "many", "a number from 1 to 1024"),
        Bad("EventLoop:LaneCount", "", "a number from 1 to 1024"),
        Bad("EventLoop:LaneCount", "8.5", "a number from 1 to 1024"),
        Bad("EventLoop:LaneCount", "0", "between 1 and 1024"),
        Bad("EventLoop:LaneCount", "99999999999", "a number from 1 to 1024"),
        Bad("EventLoop:LaneBytes", "1000", "power of two from 1024 to 2^30"),
        Bad("EventLoop:SharedLaneBytes", "1", "power of two from 1024 to 2^30"),
        Bad("EventLoop:LaneBytes", "1 MiB", "a power of two from 1024 to 1073741824"),
        Bad("EventLoop:SlotSize", "64", "no option"),
        Bad("EventLoop:PollInterval", "10", "[days.]hours:minutes:seconds, at most a second"),
        Bad("EventLoop:PollInterval", "00:00:02", "between zero and 1 second"),
        Bad("EventLoop:PollInterval", "-00:00:00.1", "[days.]hours:minutes:seconds, at most a second"),
        Bad("EventLoop:BatchLimit", "-1", "positive"),
        Bad("EventLoop:ProducerMode", "Stripy", "Striped, Ordered or Single"),
        Bad("EventLoop:ProducerMode", "1", "Striped, Ordered or Single"),
        Bad("EventLoop:OverflowPolicy", "DropNewest,Throw", "DropNewest, Throw or Wait"),
        Bad("EventLoop:WaitStrategy", "Sleepy", "Adaptive, BusySpin, Yielding or Blocking"),
        Bad("ThreadPriority", "Urgent", "Lowest, BelowNormal, Normal, AboveNormal or Highest"),
        Bad("IsBackground", "yes", "true or false"),
        Bad("Processor", "100000", "between 0 and"),
        Bad("Processor", "first", "a number from 0 to"),
        Bad("StartTimeout", "10", "[days.]hours:minutes:seconds"),
        Bad("StartTimeout", "00:10", "[days.]hours:minutes:seconds"),
        Bad("ShutdownTimeout", "24:00:00", "[days.]hours:minutes:seconds"),
        Bad("ShutdownTimeout", "1:0:0:0", "[days.]hours:minutes:seconds"),
        Bad("ShutdownTimeout", "soon", "[days.]hours:minutes:seconds"),
        Bad("ShutdownTimeout", "-00:00:01", "more than nothing and at most 24 days"),
        Bad("ShutdownTimeout", "25.00:00:00", "positive and at most 24 days"),
        Bad("Namespace", " ", "a name that is not blank"),
        Bad("LaneCount", "8", "no option",
            "Allowed here: Namespace, ThreadPriority, IsBackground, Processor, StartTimeout, ShutdownTimeout, EventLoop."),
        Bad("EventLoop:LaneCounts", "8", "no option",
            "ProducerMode, LaneCount, LaneBytes, SharedLaneBytes, BatchLimit, WaitStrategy, PollInterval"),
        Bad("EventLoop", "fast", "a section"),
    ];

    [Test]
    public async Task Every_option_can_be_configured_whatever_the_case_of_its_key()
    {
        using IHost host = TestHost.Configured(
            ("MvxMetrics:Namespace", "shop"),
            ("mvxmetrics:threadpriority", "belownormal"),
            ("MvxMetrics:IsBackground", "false"),
            ("MvxMetrics:Processor", "0"),
            ("MvxMetrics:StartTimeout", "00:00:20"),
            ("MvxMetrics:ShutdownTimeout", "00:00:05.5"),
            ("MvxMetrics:EventLoop:ProducerMode", "Striped"),
            ("MvxMetrics:EventLoop:LaneCount", "3"),
            ("MvxMetrics:EventLoop:LaneBytes", "2048"),
            ("MvxMetrics:EventLoop:SharedLaneBytes", "4096"),
            ("MvxMetrics:EventLoop:PollInterval", "00:00:00.00005"),
            ("MvxMetrics:EventLoop:BatchLimit", "16"),
            ("MvxMetrics:EventLoop:WaitStrategy", "yielding"),
            ("MvxMetrics:EventLoop:OverflowPolicy", "Wait"));
        await host.StartAsync();

        MetricsRuntimeOptions options = host.Services.GetRequiredService<IOptions<MetricsRuntimeOptions>>().Value;
        (options.Namespace, options.ThreadPriority, options.IsBackground, options.Processor)
            .ShouldBe(("shop", ThreadPriority.BelowNormal, false, 0));
        (options.StartTimeout, options.ShutdownTimeout).ShouldBe((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5.5)));
        MetricsEventLoopOptions loop = options.EventLoop;
        (loop.ProducerMode, loop.LaneCount, loop.LaneBytes, loop.SharedLaneBytes).ShouldBe((ProducerMode.Striped, 3, 2048, 4096));
        (loop.PollInterval, loop.BatchLimit, loop.WaitStrategy, loop.OverflowPolicy)
            .ShouldBe((TimeSpan.FromMicroseconds(50), 16, WaitStrategy.Yielding, OverflowPolicy.Wait));

        MetricsRuntime runtime = host.Services.GetRequiredService<MetricsRuntime>();
        (runtime.Namespace, runtime.Statistics.LaneCount).ShouldBe(("shop", 3));
        runtime.MemoryBytes.ShouldBe((3 * (1536 + 2048)) + 1536 + 4096 + 1536, "each lane with its cursors and overhang");
        await host.StopAsync();
    }

    [TestCase("Adaptive")]
    [TestCase("BusySpin")]
    [TestCase("Yielding")]
    [TestCase("Blocking")]
    public void A_wait_strategy_is_configured_by_its_name(string name)
    {
        using IHost host = TestHost.Configured(($"{Section}:EventLoop:WaitStrategy", name));
        host.Services.GetRequiredService<IOptions<MetricsRuntimeOptions>>().Value.EventLoop.WaitStrategy
            .ShouldBeSameAs(typeof(WaitStrategy).GetProperty(name)!.GetValue(null));
    }

    [TestCaseSource(nameof(s_bad))]
    public async Task A_bad_value_stops_the_host_as_it_starts_and_names_key_value_and_what_is_allowed(
        string key, string value, string[] words)
    {
        using IHost host = TestHost.Configured(($"{Section}:{key}", value));
        OptionsValidationException error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());

        error.Failures.Count().ShouldBe(1);
        error.Message.ShouldStartWith($"{Section}:{key} ");
        error.Message.ShouldContain($"'{value}'");
        foreach (string word in words) error.Message.ShouldContain(word);
        error.Message.ShouldNotContain("Parameter");
    }

    [Test]
    public async Task All_that_cannot_be_read_is_told_at_once()
    {
        using IHost host = TestHost.Configured(
            ($"{Section}:Processor", "x"), ($"{Section}:EventLoop:LaneBytes", "y"), ($"{Section}:Z", "z"));
        OptionsValidationException error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());
        error.Failures.Count().ShouldBe(3);
    }

    [Test]
    public async Task A_section_where_a_value_belongs_stops_the_host()
    {
        using IHost host = TestHost.Configured(($"{Section}:EventLoop:LaneCount:Maximum", "8"));
        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message
            .ShouldBe("MvxMetrics:EventLoop:LaneCount has values below it. Allowed: a number from 1 to 1024.");
    }

    [Test]
    public async Task A_value_where_the_section_belongs_stops_the_host()
    {
        using IHost host = TestHost.Configured((Section, "on"));
        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync()))
            .Message.ShouldStartWith("MvxMetrics is 'on'. Allowed: a section. ");
    }

    [Test]
    public async Task Code_may_change_what_was_configured_and_is_named_when_its_value_is_bad()
    {
        HostApplicationBuilder builder = TestHost.Builder(null, ($"{Section}:EventLoop:LaneCount", "8"));
        builder.Services.AddMvxMetrics(builder.Configuration.GetSection(Section)).AddMvxMetrics(static o => o.EventLoop.LaneCount = -3);
        using IHost host = builder.Build();
        OptionsValidationException error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());
        error.Message.ShouldBe(
            "MetricsRuntimeOptions.EventLoop.LaneCount is '-3'. LaneCount must lie between 1 and 1024. Allowed: a number from 1 to 1024.");

        builder = TestHost.Builder(null, ($"{Section}:EventLoop:LaneCount", "8"));
        builder.Services.AddMvxMetrics(builder.Configuration.GetSection(Section)).AddMvxMetrics(static o => o.EventLoop = null!);
        using IHost other = builder.Build();
        (await Should.ThrowAsync<OptionsValidationException>(() => other.StartAsync()))
            .Message.ShouldStartWith("MetricsRuntimeOptions: EventLoop: ");
    }

    [Test]
    public async Task Nothing_configured_and_null_values_mean_the_defaults()
    {
        using IHost host = TestHost.Configured(
            ($"{Section}:Processor", null), ($"{Section}:EventLoop:LaneCount", null), ("Other:LaneCount", "x"));
        await host.StartAsync();
        MetricsRuntimeOptions options = host.Services.GetRequiredService<IOptions<MetricsRuntimeOptions>>().Value;
        (options.Namespace, options.Processor, options.EventLoop.LaneCount).ShouldBe(("mvx", null, 32));
        await host.StopAsync();

        using IHost any = TestHost.Configured(($"{Section}:Processor", ""));
        any.Services.GetRequiredService<IOptions<MetricsRuntimeOptions>>().Value.Processor.ShouldBeNull();
    }

    [Test]
    public void No_option_is_missing_in_the_configuration()
    {
        string[] code =
        [
            nameof(MetricsEventLoopOptions.TimeProvider),
            nameof(MetricsEventLoopOptions.LoggerFactory),
            nameof(MetricsRuntimeOptions.EventLoop),
        ];
        IEnumerable<string> keys = Names(typeof(MetricsRuntimeOptions))
            .Concat(Names(typeof(MetricsEventLoopOptions)).Select(static n => $"EventLoop:{n}"));
        foreach (string key in keys)
        {
            using IHost host = TestHost.Configured(($"{Section}:{key}", "\u0001"));
            IOptions<MetricsRuntimeOptions> options = host.Services.GetRequiredService<IOptions<MetricsRuntimeOptions>>();
            if (key == nameof(MetricsRuntimeOptions.Namespace)) options.Value.Namespace.ShouldBe("\u0001");
            else Should.Throw<OptionsValidationException>(() => options.Value).Message.ShouldNotContain("no option", customMessage: key);
        }

        IEnumerable<string> Names(Type type) =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(static p => p.Name).Except(code);
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

    private static TestCaseData Bad(string key, string value, params string[] words) =>
        new TestCaseData(key, value, words).SetArgDisplayNames(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
}
