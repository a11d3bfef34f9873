namespace MvxMetrics.Disruptor.Tests;

/// <summary>The options of a loop: every bad one is refused by its name; what memory they ask for; a copy is nobody else's.</summary>
[TestFixture]
internal sealed class MetricsEventLoopOptionsTests
{
    private static readonly (string Name, Action<MetricsEventLoopOptions> Spoil)[] s_spoilt =
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

    [Test]
    public void Bad_loop_options_are_refused_by_name([Range(0, 17)] int index)
    {
        MetricsEventLoopOptions options = new();
        s_spoilt[index].Spoil(options);
        Should.Throw<ArgumentException>(() => new MetricsEventLoop(options)).ParamName.ShouldBe(s_spoilt[index].Name);
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

    [Test]
    public void Without_a_wish_the_loop_is_as_documented()
    {
        MetricsEventLoopOptions options = new();
        (options.ProducerMode, options.LaneCount, options.LaneBytes, options.SharedLaneBytes, options.BatchLimit)
            .ShouldBe((ProducerMode.Striped, 32, 2_097_152, 1_048_576, 65_536));
        (options.OverflowPolicy, options.PollInterval, options.LoggerFactory).ShouldBe((null, TimeSpan.FromMicroseconds(5), null));
        options.WaitStrategy.ShouldBeSameAs(WaitStrategy.Adaptive);
        options.TimeProvider.ShouldBeSameAs(TimeProvider.System);
        Should.NotThrow(options.Validate);
    }

    [Test]
    public void A_copy_has_every_value_and_hears_of_no_change()
    {
        MetricsEventLoopOptions options = new() { LaneCount = 3, LaneBytes = 4096, PollInterval = TimeSpan.Zero };
        MetricsEventLoopOptions copy = options.Copy();
        (options.LaneCount, options.LaneBytes, options.WaitStrategy) = (7, 1024, WaitStrategy.Blocking);
        (copy.LaneCount, copy.LaneBytes, copy.PollInterval).ShouldBe((3, 4096, TimeSpan.Zero));
        copy.WaitStrategy.ShouldBeSameAs(WaitStrategy.Adaptive);
    }

    [Test]
    public void The_shape_of_the_ring_buffer_is_what_the_options_say()
    {
        RingBufferShape shape = new MetricsEventLoopOptions
        {
            ProducerMode = ProducerMode.Ordered,
            LaneCount = 2,
            LaneBytes = 1024,
            SharedLaneBytes = 2048,
        }.Shape();
        shape.ShouldBe(new RingBufferShape(ProducerMode.Ordered, 2, 1024, 2048));
    }
}
