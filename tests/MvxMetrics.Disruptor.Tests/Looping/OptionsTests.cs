namespace MvxMetrics.Disruptor.Tests;

/// <summary>Every bad option is refused at construction, and the error names it.</summary>
[TestFixture]
internal sealed class OptionsTests
{
    private static readonly (string Name, Action<MetricsEventLoopOptions> Spoil)[] s_loop =
    [
        ("ProducerMode", static o => o.ProducerMode = (ProducerMode)9),
        ("OverflowPolicy", static o => o.OverflowPolicy = (OverflowPolicy)9),
        ("LaneCount", static o => o.LaneCount = 0),
        ("LaneCount", static o => o.LaneCount = -1),
        ("LaneCount", static o => o.LaneCount = 1025),
        ("LaneCapacity", static o => o.LaneCapacity = 0),
        ("LaneCapacity", static o => o.LaneCapacity = 1),
        ("LaneCapacity", static o => o.LaneCapacity = 1000),
        ("LaneCapacity", static o => o.LaneCapacity = 1 << 25),
        ("LaneCapacity", static o => (o.LaneCount, o.LaneCapacity) = (1024, 1 << 24)),
        ("SharedLaneCapacity", static o => o.SharedLaneCapacity = -4),
        ("SharedLaneCapacity", static o => o.SharedLaneCapacity = 3),
        ("SlotSize", static o => o.SlotSize = 16),
        ("SlotSize", static o => o.SlotSize = 48),
        ("SlotSize", static o => o.SlotSize = 512),
        ("BatchLimit", static o => o.BatchLimit = 0),
        ("WaitStrategy", static o => o.WaitStrategy = null!),
        ("TimeProvider", static o => o.TimeProvider = null!),
    ];

    private static readonly (string Name, Action<MetricsRuntimeOptions> Spoil)[] s_runtime =
    [
        ("Namespace", static o => o.Namespace = null!),
        ("Namespace", static o => o.Namespace = " "),
        ("EventLoop", static o => o.EventLoop = null!),
        ("SlotSize", static o => o.EventLoop.SlotSize = 0),
        ("ThreadPriority", static o => o.ThreadPriority = (ThreadPriority)77),
        ("Processor", static o => o.Processor = -1),
        ("Processor", static o => o.Processor = 100_000),
        ("StartTimeout", static o => o.StartTimeout = TimeSpan.Zero),
        ("StartTimeout", static o => o.StartTimeout = TimeSpan.MaxValue),
        ("ShutdownTimeout", static o => o.ShutdownTimeout = TimeSpan.FromSeconds(-1)),
    ];

    private static readonly (string Name, Action<RecorderOptions> Spoil)[] s_recorder =
    [
        ("OverflowPolicy", static o => o.OverflowPolicy = (OverflowPolicy)(-1)),
        ("WaitTimeout", static o => o.WaitTimeout = TimeSpan.FromTicks(-1)),
        ("WaitTimeout", static o => o.WaitTimeout = TimeSpan.MaxValue),
        ("MaxPendingEvents", static o => o.MaxPendingEvents = 0),
        ("MaxPendingEvents", static o => o.MaxPendingEvents = -5),
        ("HoldingCapacity", static o => o.HoldingCapacity = 0),
        ("HoldingCapacity", static o => o.HoldingCapacity = int.MaxValue),
    ];

    [Test]
    public void Bad_loop_options_are_refused_by_name([Range(0, 17)] int index)
    {
        MetricsEventLoopOptions options = new();
        s_loop[index].Spoil(options);
        Should.Throw<ArgumentException>(() => new MetricsEventLoop(options)).ParamName.ShouldBe(s_loop[index].Name);
    }

    [Test]
    public void Bad_runtime_options_are_refused_by_name([Range(0, 9)] int index)
    {
        MetricsRuntimeOptions options = new();
        s_runtime[index].Spoil(options);
        Should.Throw<ArgumentException>(() => new MetricsRuntime(options)).ParamName.ShouldBe(s_runtime[index].Name);
        Should.Throw<ArgumentException>(options.Validate).ParamName.ShouldBe(s_runtime[index].Name);
        new MetricsRuntimeOptions().Validate();
    }

    [Test]
    public void Bad_recorder_options_are_refused_by_name([Range(0, 6)] int index)
    {
        using MetricsEventLoop loop = new();
        RecorderOptions options = new();
        s_recorder[index].Spoil(options);
        Should.Throw<ArgumentException>(() => loop.CreateRecorder("r", options)).ParamName.ShouldBe(s_recorder[index].Name);
    }

    [Test]
    public void Memory_is_fixed_at_construction_and_follows_the_options()
    {
        using MetricsEventLoop small = new(new MetricsEventLoopOptions { LaneCount = 2, LaneCapacity = 16, SharedLaneCapacity = 32, SlotSize = 32 });
        small.MemoryBytes.ShouldBe((2 * (256 + (16 * 32))) + 256 + (32 * 32) + 256);
        using MetricsEventLoop ordered = new(new MetricsEventLoopOptions { ProducerMode = ProducerMode.Ordered, SharedLaneCapacity = 32 });
        ordered.MemoryBytes.ShouldBe(256 + (32 * 64) + 256);
    }
}
