namespace MvxMetrics.Disruptor.Tests;

/// <summary>Options: validated when something is constructed with them, each by its name.</summary>
internal static class OptionCases
{
    private const string Loop = nameof(MetricsEventLoopOptions);
    private const string Runtime = nameof(MetricsRuntimeOptions);
    private const string Recorder = nameof(RecorderOptions);

    public static IEnumerable<BadCase> All => [.. LoopOptions(), .. RuntimeOptions(), .. RecorderOptionsCases()];

    private static IEnumerable<BadCase> LoopOptions() =>
    [
        .. OfLoop<ProducerMode>("ProducerMode", "defined", static (o, v) => o.ProducerMode = v, (ProducerMode)(-1), (ProducerMode)3,
            (ProducerMode)int.MaxValue),
        .. OfLoop<OverflowPolicy>("OverflowPolicy", "defined", static (o, v) => o.OverflowPolicy = v, (OverflowPolicy)(-1), (OverflowPolicy)3),
        .. OfLoop<int>("LaneCount", "between 1 and 1024", static (o, v) => o.LaneCount = v, 0, -1, 1025, int.MaxValue, int.MinValue),
        .. OfLoop<int>("LaneCapacity", "power of two from 2 to 2^24", static (o, v) => o.LaneCapacity = v, 0, 1, -2, 3, 1000,
            1 << 25, int.MaxValue, int.MinValue),
        .. OfLoop<int>("SharedLaneCapacity", "power of two from 2 to 2^24", static (o, v) => o.SharedLaneCapacity = v, 0, 1, -4, 3,
            1 << 25, int.MaxValue, int.MinValue),
        .. OfLoop<int>("SlotSize", "32, 64, 128 or 256", static (o, v) => o.SlotSize = v, 0, -64, 16, 48, 512, int.MaxValue, int.MinValue),
        .. OfLoop<int>("BatchLimit", "positive", static (o, v) => o.BatchLimit = v, 0, -1, int.MinValue),
        BadCase.Null($"{Loop}.WaitStrategy", "WaitStrategy", () => New(static o => o.WaitStrategy = null!)),
        BadCase.Null($"{Loop}.TimeProvider", "TimeProvider", () => New(static o => o.TimeProvider = null!)),
        new($"{Loop}.LaneCapacity", "LaneCapacity", "too much for one block", typeof(ArgumentOutOfRangeException),
            () => New(static o => (o.LaneCount, o.LaneCapacity) = (1024, 1 << 24)), "1024 lane(s) of 16777216 slots", "one block",
                "Reduce LaneCount"),
        new($"{Loop}.SharedLaneCapacity", "SharedLaneCapacity", "too much for one block", typeof(ArgumentOutOfRangeException),
            () => New(static o => (o.SharedLaneCapacity, o.SlotSize) = (1 << 24, 256)), "shared lane of 16777216 slots, 256 bytes each", "Reduce"),
        new($"{Loop}.SharedLaneCapacity", "SharedLaneCapacity", "too much for one block, without lanes", typeof(ArgumentOutOfRangeException),
            () => New(static o => (o.ProducerMode, o.SharedLaneCapacity, o.SlotSize) = (ProducerMode.Ordered, 1 << 24, 256)), "0 lane(s)",
                "SharedLaneCapacity or SlotSize"),
    ];

    private static IEnumerable<BadCase> RuntimeOptions() =>
    [
        .. BadCase.NullOrBlank($"{Runtime}.Namespace", "Namespace", static v => NewRuntime(o => o.Namespace = v)),
        BadCase.Null($"{Runtime}.EventLoop", "EventLoop", static () => NewRuntime(static o => o.EventLoop = null!)),
        .. OfRuntime<ThreadPriority>("ThreadPriority", "defined", static (o, v) => o.ThreadPriority = v, (ThreadPriority)(-1),
            (ThreadPriority)5, (ThreadPriority)int.MaxValue),
        .. OfRuntime<int>("Processor", "between 0 and", static (o, v) => o.Processor = v, -1, Environment.ProcessorCount, int.MaxValue, int.MinValue),
        .. OfRuntime<TimeSpan>("StartTimeout", "positive and at most 24 days", static (o, v) => o.StartTimeout = v, s_times),
        .. OfRuntime<TimeSpan>("ShutdownTimeout", "positive and at most 24 days", static (o, v) => o.ShutdownTimeout = v, s_times),
        .. BadCase.OutOfRange<int>("new MetricsRuntime(options, loggerFactory)", "SlotSize", "32, 64, 128 or 256",
            static v => NewRuntime(o => o.EventLoop.SlotSize = v), 0),
    ];

    private static IEnumerable<BadCase> RecorderOptionsCases() =>
    [
        .. OfRecorder<OverflowPolicy>("OverflowPolicy", "defined", static (o, v) => o.OverflowPolicy = v, (OverflowPolicy)(-1), (OverflowPolicy)3),
        .. OfRecorder<TimeSpan>("WaitTimeout", "between zero and 24 days", static (o, v) => o.WaitTimeout = v,
            TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue, TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue),
        .. OfRecorder<int>("MaxPendingEvents", "positive, or null", static (o, v) => o.MaxPendingEvents = v, 0, -1, int.MinValue),
        .. OfRecorder<int>("HoldingCapacity", "between 1 and", static (o, v) => o.HoldingCapacity = v, 0, -1, int.MinValue,
            (Array.MaxLength / 64) + 1, int.MaxValue),
    ];

    /// <summary>Bad as a limit of time: nothing, less, and more than a timer can count.</summary>
    private static readonly TimeSpan[] s_times =
    [
        TimeSpan.Zero, TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue, TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue,
    ];

    private static IEnumerable<BadCase> OfLoop<T>(string option, string word, Action<MetricsEventLoopOptions, T> set, params T[] values) =>
        BadCase.OutOfRange($"{Loop}.{option}", option, word, value => New(o => set(o, value)), values);

    private static IEnumerable<BadCase> OfRuntime<T>(string option, string word, Action<MetricsRuntimeOptions, T> set, params T[] values) =>
        BadCase.OutOfRange($"{Runtime}.{option}", option, word, value => NewRuntime(o => set(o, value)), values);

    // In a runtime: the id must be free again.
    private static IEnumerable<BadCase> OfRecorder<T>(string option, string word, Action<RecorderOptions, T> set, params T[] values) =>
        BadCase.OutOfRange($"{Recorder}.{option}", option, word, value => Given.ARuntime(runtime =>
        {
            RecorderOptions options = new();
            set(options, value);
            try
            {
                runtime.CreateRecorder("r", options);
            }
            finally
            {
                runtime.CreateRecorder("r").Status.ShouldBe(RecorderStatus.Running);
            }
        })(), values);

    private static void New(Action<MetricsEventLoopOptions> spoil)
    {
        MetricsEventLoopOptions options = Given.Small();
        spoil(options);
        new MetricsEventLoop(options).Dispose();
    }

    private static void NewRuntime(Action<MetricsRuntimeOptions> spoil)
    {
        MetricsRuntimeOptions options = new() { EventLoop = Given.Small() };
        spoil(options);
        new MetricsRuntime(options).Dispose();
    }
}
