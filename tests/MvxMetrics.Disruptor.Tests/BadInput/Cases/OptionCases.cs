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
        .. OfLoop<OverflowPolicy>("OverflowPolicy", "defined", static (o, v) => o.OverflowPolicy = v,
            (OverflowPolicy)(-1), (OverflowPolicy)3),
        .. OfLoop<int>("LaneCount", "between 1 and 1024", static (o, v) => o.LaneCount = v, 0, -1, 1025, int.MaxValue, int.MinValue),
        .. OfLoop<int>("LaneBytes", "power of two from 1024 to 2^30", static (o, v) => o.LaneBytes = v,
            0, 1, -2, 512, 1000, 1023, 1025, 3072,
            (1 << 30) - 1, (1 << 30) + 1, int.MaxValue, int.MinValue),
        .. OfLoop<int>("SharedLaneBytes", "power of two from 1024 to 2^30", static (o, v) => o.SharedLaneBytes = v, 0, 1, -1024, 512, 1536,
            (1 << 30) + 1, int.MaxValue, int.MinValue),
        .. OfLoop<TimeSpan>("PollInterval", "between zero and 1 second", static (o, v) => o.PollInterval = v, TimeSpan.FromTicks(-1),
            Timeout.InfiniteTimeSpan, TimeSpan.MinValue, TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1), TimeSpan.MaxValue),
        .. OfLoop<int>("BatchLimit", "positive", static (o, v) => o.BatchLimit = v, 0, -1, int.MinValue),
        BadCase.Null($"{Loop}.WaitStrategy", "WaitStrategy", () => New(static o => o.WaitStrategy = null!)),
        BadCase.Null($"{Loop}.TimeProvider", "TimeProvider", () => New(static o => o.TimeProvider = null!)),
    ];

    private static IEnumerable<BadCase> RuntimeOptions() =>
    [
        .. BadCase.NullOrBlank($"{Runtime}.Namespace", "Namespace", static v => NewRuntime(o => o.Namespace = v)),
        BadCase.Null($"{Runtime}.EventLoop", "EventLoop", static () => NewRuntime(static o => o.EventLoop = null!)),
        .. OfRuntime<ThreadPriority>("ThreadPriority", "defined", static (o, v) => o.ThreadPriority = v, (ThreadPriority)(-1),
            (ThreadPriority)5, (ThreadPriority)int.MaxValue),
        .. OfRuntime<int>("Processor", "between 0 and", static (o, v) => o.Processor = v,
            -1, Environment.ProcessorCount, int.MaxValue, int.MinValue),
        .. OfRuntime<TimeSpan>("StartTimeout", "positive and at most 24 days", static (o, v) => o.StartTimeout = v, s_times),
        .. OfRuntime<TimeSpan>("ShutdownTimeout", "positive and at most 24 days", static (o, v) => o.ShutdownTimeout = v, s_times),
        .. BadCase.OutOfRange<int>("new MetricsRuntime(options, loggerFactory)", "LaneBytes", "power of two from 1024 to 2^30",
            static v => NewRuntime(o => o.EventLoop.LaneBytes = v), 0),
    ];

    private static IEnumerable<BadCase> RecorderOptionsCases() =>
    [
        .. OfRecorder<OverflowPolicy>("OverflowPolicy", "defined", static (o, v) => o.OverflowPolicy = v,
            (OverflowPolicy)(-1), (OverflowPolicy)3),
        .. OfRecorder<TimeSpan>("WaitTimeout", "between zero and 24 days", static (o, v) => o.WaitTimeout = v,
            TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue,
            TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue),
        .. OfRecorder<int>("MaxPendingEvents", "positive, or null", static (o, v) => o.MaxPendingEvents = v, 0, -1, int.MinValue),
        .. OfRecorder<int>("HoldingCapacity", "between 1 and", static (o, v) => o.HoldingCapacity = v, 0, -1, int.MinValue,
            (Array.MaxLength / 1024) + 1, int.MaxValue),
    ];

    /// <summary>Bad as a limit of time: nothing, less, and more than a timer can count.</summary>
    private static readonly TimeSpan[] s_times =
    [
        TimeSpan.Zero, TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue,
        TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue,
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
