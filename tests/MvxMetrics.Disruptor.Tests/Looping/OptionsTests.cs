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
        ("LaneBytes", static o => o.LaneBytes = 0),
        ("LaneBytes", static o => o.LaneBytes = 512),
        ("LaneBytes", static o => o.LaneBytes = 3000),
        ("LaneBytes", static o => o.LaneBytes = (1 << 30) + 1),
        ("LaneBytes", static o => o.LaneBytes = int.MinValue),
        ("SharedLaneBytes", static o => o.SharedLaneBytes = -1024),
        ("SharedLaneBytes", static o => o.SharedLaneBytes = 1536),
        ("PollInterval", static o => o.PollInterval = TimeSpan.FromTicks(-1)),
        ("PollInterval", static o => o.PollInterval = TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1)),
        ("PollInterval", static o => o.PollInterval = Timeout.InfiniteTimeSpan),
        ("BatchLimit", static o => o.BatchLimit = 0),
        ("WaitStrategy", static o => o.WaitStrategy = null!),
        ("TimeProvider", static o => o.TimeProvider = null!),
    ];

    private static readonly (string Name, Action<MetricsRuntimeOptions> Spoil)[] s_runtime =
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
        const int Frame = 256 + 256 + 1024; // alignment, cursors and the overhang
        using MetricsEventLoop small = new(new MetricsEventLoopOptions { LaneCount = 2, LaneBytes = 1024, SharedLaneBytes = 2048 });
        small.MemoryBytes.ShouldBe((2 * (Frame + 1024)) + Frame + 2048 + Frame);
        using MetricsEventLoop single = new(
            new MetricsEventLoopOptions { ProducerMode = ProducerMode.Single, LaneBytes = 4096, SharedLaneBytes = 2048 });
        single.MemoryBytes.ShouldBe(Frame + 4096 + Frame + 2048 + Frame);
        using MetricsEventLoop ordered = new(new MetricsEventLoopOptions { ProducerMode = ProducerMode.Ordered, SharedLaneBytes = 2048 });
        ordered.MemoryBytes.ShouldBe(Frame + 2048 + Frame);
    }

    [Test]
    public void Lanes_come_to_a_quarter_of_the_collectors_memory_at_most_but_one_there_is()
    {
        const long Frame = 256 + 256 + 1024;
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (int laneBytes in (int[])[1 << 30, 1 << 28, 1 << 22])
        {
            using MetricsEventLoop loop = new(
                new MetricsEventLoopOptions { LaneCount = 1024, LaneBytes = laneBytes, SharedLaneBytes = 2048 });
            long lanes = Math.Clamp(memory / 4 / (Frame + laneBytes), 1, 1024);
            loop.Statistics.LaneCount.ShouldBe((int)lanes);
            loop.MemoryBytes.ShouldBe((lanes * (Frame + laneBytes)) + Frame + 2048 + Frame, "a promise of the most, none of it taken yet");
        }
    }
}
