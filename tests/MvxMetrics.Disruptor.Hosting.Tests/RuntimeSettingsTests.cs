using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>The options that configuration knows, and how their texts are read.</summary>
[TestFixture]
internal sealed class RuntimeSettingsTests
{
    private const string Section = "MvxMetrics";

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

    [TestCase("Namespace", " a b ", " a b ")]
    [TestCase("ThreadPriority", " lowest ", ThreadPriority.Lowest)]
    [TestCase("ThreadPriority", "2", null)]
    [TestCase("ThreadPriority", "Lowest,Highest", null)]
    [TestCase("IsBackground", " FALSE ", false)]
    [TestCase("IsBackground", "0", null)]
    [TestCase("EventLoop:LaneCount", " +7 ", 7)]
    [TestCase("EventLoop:LaneCount", "-7", -7)]
    [TestCase("EventLoop:LaneCount", "1,000", null)]
    [TestCase("EventLoop:LaneCount", "0x10", null)]
    [TestCase("EventLoop:LaneCount", "2147483648", null)]
    [TestCase("EventLoop:OverflowPolicy", "throw", OverflowPolicy.Throw)]
    public void A_text_is_read_or_leaves_the_option_as_it_is(string key, string text, object? expected)
    {
        RuntimeSetting setting = RuntimeSettings.Find(key)!;
        MetricsRuntimeOptions options = new();
        object? before = setting.Get(options);
        setting.TrySet(options, text).ShouldBe(expected is not null);
        setting.Get(options).ShouldBe(expected ?? before);
    }

    [TestCase("1:2:3", "01:02:03")]
    [TestCase(" 00:00:00.5 ", "00:00:00.5000000")]
    [TestCase("00:00:00.0000001", "00:00:00.0000001")]
    [TestCase("23.23:59:59", "23.23:59:59")]
    [TestCase("1.0:0:0.25", "1.00:00:00.2500000")]
    [TestCase("10", null)]
    [TestCase("00:10", null)]
    [TestCase("24:00:00", null)]
    [TestCase("1:0:0:0", null)]
    [TestCase("", null)]
    public void A_time_has_hours_minutes_and_seconds(string text, string? expected)
    {
        MetricsRuntimeOptions options = new();
        RuntimeSettings.Find("ShutdownTimeout")!.TrySet(options, text).ShouldBe(expected is not null);
        options.ShutdownTimeout.ToString("c").ShouldBe(expected ?? new MetricsRuntimeOptions().ShutdownTimeout.ToString("c"));
    }

    [TestCase("", null)]
    [TestCase(" ", null)]
    [TestCase("0", 0)]
    public void No_processor_is_nothing(string text, int? expected)
    {
        MetricsRuntimeOptions options = new() { Processor = 5 };
        RuntimeSettings.Find("Processor")!.TrySet(options, text).ShouldBeTrue();
        options.Processor.ShouldBe(expected);
    }

    [Test]
    public void Keys_are_found_whatever_their_case_and_sections_are_none()
    {
        RuntimeSettings.Find("eventLOOP:lanecount")!.Key.ShouldBe("EventLoop:LaneCount");
        RuntimeSettings.Find("EventLoop").ShouldBeNull();
        RuntimeSettings.Find("LaneCount").ShouldBeNull();
        RuntimeSettings.IsSection("EVENTLOOP").ShouldBeTrue();
        RuntimeSettings.IsSection("Event").ShouldBeFalse();
        RuntimeSettings.IsSection("Namespace").ShouldBeFalse();
        RuntimeSettings.KeysBelow("").ShouldBe(
            ["Namespace", "ThreadPriority", "IsBackground", "Processor", "StartTimeout", "ShutdownTimeout", "EventLoop"]);
        RuntimeSettings.KeysBelow("eventloop:").ShouldBe(
            [
                "ProducerMode", "LaneCount", "LaneBytes", "SharedLaneBytes", "BatchLimit", "WaitStrategy", "PollInterval",
                "OverflowPolicy",
            ]);
        RuntimeSettings.KeysBelow("other:").ShouldBeEmpty();
    }

    [Test]
    public void A_setting_is_called_by_its_property()
    {
        RuntimeSettings.Find("EventLoop:LaneCount")!.Name.ShouldBe("LaneCount");
        RuntimeSettings.Find("Namespace")!.Name.ShouldBe("Namespace");
        RuntimeSettings.All.Select(static s => s.Name).Distinct().Count().ShouldBe(RuntimeSettings.All.Count);
    }
}
