namespace MvxMetrics.Disruptor.Tests;

/// <summary>The options of a runtime: every bad one is refused by its name, its loop's included; a copy is nobody else's.</summary>
[TestFixture]
internal sealed class MetricsRuntimeOptionsTests
{
    private static readonly (string Name, Action<MetricsRuntimeOptions> Spoil)[] s_spoilt =
    [
        ("Namespace", static o => o.Namespace = null!),
        ("Namespace", static o => o.Namespace = " "),
        ("EventLoop", static o => o.EventLoop = null!),
        ("LaneBytes", static o => o.EventLoop.LaneBytes = 0),
        ("ThreadPriority", static o => o.ThreadPriority = (ThreadPriority)77),
        ("Processor", static o => o.Processor = -1),
        ("Processor", static o => o.Processor = 100_000),
        ("StartTimeout", static o => o.StartTimeout = TimeSpan.Zero),
        ("StartTimeout", static o => o.StartTimeout = TimeSpan.MaxValue),
        ("ShutdownTimeout", static o => o.ShutdownTimeout = TimeSpan.FromSeconds(-1)),
    ];

    [Test]
    public void Bad_runtime_options_are_refused_by_name([Range(0, 9)] int index)
    {
        MetricsRuntimeOptions options = new();
        s_spoilt[index].Spoil(options);
        Should.Throw<ArgumentException>(() => new MetricsRuntime(options)).ParamName.ShouldBe(s_spoilt[index].Name);
        Should.Throw<ArgumentException>(options.Validate).ParamName.ShouldBe(s_spoilt[index].Name);
        new MetricsRuntimeOptions().Validate();
    }

    [Test]
    public void Without_a_wish_the_runtime_is_as_documented()
    {
        MetricsRuntimeOptions options = new();
        (options.Namespace, options.ThreadPriority, options.IsBackground, options.Processor)
            .ShouldBe(("mvx", ThreadPriority.Normal, true, null));
        (options.StartTimeout, options.ShutdownTimeout).ShouldBe((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)));
        options.EventLoop.LaneCount.ShouldBe(32);
    }

    [Test]
    public void The_first_and_the_last_processor_of_the_machine_may_be_asked_for()
    {
        foreach (int processor in (int[])[0, Environment.ProcessorCount - 1])
            Should.NotThrow(new MetricsRuntimeOptions { Processor = processor }.Validate);
        Should.Throw<ArgumentOutOfRangeException>(new MetricsRuntimeOptions { Processor = Environment.ProcessorCount }.Validate)
            .Message.ShouldStartWith($"Processor must lie between 0 and {Environment.ProcessorCount - 1} on this machine.");
    }

    [Test]
    public void Time_limits_reach_from_one_tick_to_24_days()
    {
        TimeSpan longest = TimeSpan.FromMilliseconds(int.MaxValue);
        foreach (TimeSpan good in (TimeSpan[])[new TimeSpan(1), longest])
            Should.NotThrow(new MetricsRuntimeOptions { StartTimeout = good, ShutdownTimeout = good }.Validate);
        TimeSpan tooLong = longest + new TimeSpan(1);
        Should.Throw<ArgumentOutOfRangeException>(new MetricsRuntimeOptions { StartTimeout = tooLong }.Validate)
            .Message.ShouldStartWith("StartTimeout must be positive and at most 24 days.");
        Should.Throw<ArgumentOutOfRangeException>(new MetricsRuntimeOptions { ShutdownTimeout = tooLong }.Validate)
            .ActualValue.ShouldBe(tooLong);
    }

    [Test]
    public void A_copy_has_every_value_and_hears_of_no_change()
    {
        Action starting = static () => { };
        MetricsRuntimeOptions options = new() { Namespace = "before", IsBackground = false, ThreadStarting = starting };
        MetricsRuntimeOptions copy = options.Copy();
        (options.Namespace, options.IsBackground, options.ThreadStarting) = ("after", true, null);
        (copy.Namespace, copy.IsBackground, copy.ThreadStarting).ShouldBe(("before", false, starting));
    }
}
