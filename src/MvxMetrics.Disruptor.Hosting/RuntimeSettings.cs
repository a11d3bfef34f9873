using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>All options that a configuration can have. A test compares them with the properties of the options.</summary>
internal static class RuntimeSettings
{
    private const string Timeout = "more than nothing and at most 24 days, for example 00:00:10";
    private const string Bytes = "a power of two from 1024 to 1073741824";

    private static readonly Dictionary<string, WaitStrategy> s_waitStrategies = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(WaitStrategy.Adaptive)] = WaitStrategy.Adaptive,
        [nameof(WaitStrategy.BusySpin)] = WaitStrategy.BusySpin,
        [nameof(WaitStrategy.Yielding)] = WaitStrategy.Yielding,
        [nameof(WaitStrategy.Blocking)] = WaitStrategy.Blocking,
    };

    private static readonly string[] s_timeFormats = [@"h\:m\:s", @"h\:m\:s\.FFFFFFF", @"d\.h\:m\:s", @"d\.h\:m\:s\.FFFFFFF"];

    public static IReadOnlyList<RuntimeSetting> All { get; } =
    [
        Setting("Namespace", "a name that is not blank", static text => (true, text),
            static (o, v) => o.Namespace = v, static o => o.Namespace),
        Member<ThreadPriority>("ThreadPriority", static (o, v) => o.ThreadPriority = v, static o => o.ThreadPriority),
        Setting("IsBackground", "true or false", static text => (bool.TryParse(text, out bool v), v),
            static (o, v) => o.IsBackground = v, static o => o.IsBackground),
        Setting("Processor", $"a number from 0 to {Environment.ProcessorCount - 1}, or nothing for any processor",
            static text => string.IsNullOrWhiteSpace(text) ? (true, null) : (Number(text, out int v), (int?)v),
            static (o, v) => o.Processor = v, static o => o.Processor),
        Time("StartTimeout", Timeout, static (o, v) => o.StartTimeout = v, static o => o.StartTimeout),
        Time("ShutdownTimeout", Timeout, static (o, v) => o.ShutdownTimeout = v, static o => o.ShutdownTimeout),
        Member<ProducerMode>("EventLoop:ProducerMode", static (o, v) => o.EventLoop.ProducerMode = v, static o => o.EventLoop.ProducerMode),
        Int("EventLoop:LaneCount", "a number from 1 to 1024",
            static (o, v) => o.EventLoop.LaneCount = v, static o => o.EventLoop.LaneCount),
        Int("EventLoop:LaneBytes", Bytes, static (o, v) => o.EventLoop.LaneBytes = v, static o => o.EventLoop.LaneBytes),
        Int("EventLoop:SharedLaneBytes", Bytes, static (o, v) => o.EventLoop.SharedLaneBytes = v, static o => o.EventLoop.SharedLaneBytes),
        Int("EventLoop:BatchLimit", "a positive number", static (o, v) => o.EventLoop.BatchLimit = v, static o => o.EventLoop.BatchLimit),
        Setting("EventLoop:WaitStrategy", OneOf(s_waitStrategies.Keys),
            static text => (s_waitStrategies.TryGetValue(text.Trim(), out WaitStrategy? v), v!),
            static (o, v) => o.EventLoop.WaitStrategy = v, static o => o.EventLoop.WaitStrategy),
        Time("EventLoop:PollInterval", "at most a second, for example 00:00:00.00001",
            static (o, v) => o.EventLoop.PollInterval = v, static o => o.EventLoop.PollInterval),
        Member<OverflowPolicy>("EventLoop:OverflowPolicy",
            static (o, v) => o.EventLoop.OverflowPolicy = v, static o => o.EventLoop.OverflowPolicy),
    ];

    public static RuntimeSetting? Find(string key) => All.FirstOrDefault(s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public static bool IsSection(string key) => All.Any(s => s.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>The keys of the level below a prefix.</summary>
    public static IEnumerable<string> KeysBelow(string prefix) => All
        .Where(s => s.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        .Select(s => s.Key[prefix.Length..].Split(':')[0])
        .Distinct();

    private static RuntimeSetting Setting<T>(
        string key,
        string allowed,
        Func<string, (bool, T)> parse,
        Action<MetricsRuntimeOptions, T> set,
        Func<MetricsRuntimeOptions, object?> get) =>
        new(
            key,
            allowed,
            (options, text) =>
            {
                (bool isRead, T value) = parse(text);
                if (isRead) set(options, value);
                return isRead;
            },
            get);

    private static RuntimeSetting Int(
        string key, string allowed, Action<MetricsRuntimeOptions, int> set, Func<MetricsRuntimeOptions, object?> get) =>
        Setting(key, allowed, static text => (Number(text, out int v), v), set, get);

    // Only these exact forms: TimeSpan reads others as days ("10", "24:00:00") or minutes ("00:10"), whatever was meant.
    private static RuntimeSetting Time(
        string key, string allowed, Action<MetricsRuntimeOptions, TimeSpan> set, Func<MetricsRuntimeOptions, object?> get) =>
        Setting(
            key,
            $"a time as [days.]hours:minutes:seconds, {allowed}",
            static text => (TimeSpan.TryParseExact(text.Trim(), s_timeFormats, CultureInfo.InvariantCulture, out TimeSpan v), v),
            set,
            get);

    // By name only: a number says nothing to a person who reads the configuration.
    private static RuntimeSetting Member<TEnum>(
        string key, Action<MetricsRuntimeOptions, TEnum> set, Func<MetricsRuntimeOptions, object?> get)
        where TEnum : struct, Enum =>
        Setting(
            key,
            OneOf(Enum.GetNames<TEnum>()),
            static text => (
                Enum.GetNames<TEnum>().Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) & Enum.TryParse(text, true, out TEnum v),
                v),
            set,
            get);

    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    private static string OneOf(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
