using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>What stands in the configuration is what the runtime gets, or the host does not start and says why.</summary>
[TestFixture]
internal sealed class ConfiguredSectionTests
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
    public void What_can_be_read_is_set_and_all_the_rest_is_told_in_the_order_of_its_keys()
    {
        MetricsRuntimeOptions options = new();
        OptionsValidationException error = Should.Throw<OptionsValidationException>(() => Configured(
            ("Namespace", "shop"), ("EventLoop:LaneCount", "x"), ("EventLoop:LaneBytes", "2048"), ("Extra:Deep", "1"), ("Other", ""))
            .Configure(options));
        error.Failures.ShouldBe(
        [
            "S:EventLoop:LaneCount is 'x'. Allowed: a number from 1 to 1024.",
            "S:Extra (a section) is no option of MvxMetrics. "
                + "Allowed here: Namespace, ThreadPriority, IsBackground, Processor, StartTimeout, ShutdownTimeout, EventLoop.",
            "S:Other ('') is no option of MvxMetrics. "
                + "Allowed here: Namespace, ThreadPriority, IsBackground, Processor, StartTimeout, ShutdownTimeout, EventLoop.",
        ]);
        (options.Namespace, options.EventLoop.LaneBytes).ShouldBe(("shop", 2048));
        (error.OptionsName, error.OptionsType).ShouldBe(("", typeof(MetricsRuntimeOptions)));
    }

    [Test]
    public void A_setting_is_found_with_its_full_key_and_text_also_an_empty_one()
    {
        ConfiguredSection section = Configured(("eventloop:lanecount", "8"), ("Processor", ""), ("Namespace", null));
        section.TryGet(RuntimeSettings.Find("EventLoop:LaneCount")!, out string path, out string text).ShouldBeTrue();
        (path.ToUpperInvariant(), text).ShouldBe(("S:EVENTLOOP:LANECOUNT", "8"));
        section.TryGet(RuntimeSettings.Find("Processor")!, out _, out text).ShouldBeTrue();
        text.ShouldBeEmpty();
        section.TryGet(RuntimeSettings.Find("Namespace")!, out _, out _).ShouldBeFalse();
        section.TryGet(RuntimeSettings.Find("IsBackground")!, out _, out text).ShouldBeFalse();
        text.ShouldBeEmpty();
    }

    private static ConfiguredSection Configured(params (string Key, string? Value)[] values) => new(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(static v => KeyValuePair.Create($"S:{v.Key}", v.Value)))
            .Build().GetSection("S"));

    private static TestCaseData Bad(string key, string value, params string[] words) =>
        new TestCaseData(key, value, words).SetArgDisplayNames(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
}
