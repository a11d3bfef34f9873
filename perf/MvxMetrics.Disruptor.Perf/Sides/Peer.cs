namespace MvxMetrics.Disruptor.Perf;

/// <summary>Names of the sides that appear in several scenarios.</summary>
internal static class Peer
{
    public const string RegisterEvent = "RegisterEvent";
    public const string TryWrite = "TryWrite";
    public const string Interlocked = "Interlocked.Increment";
    public const string Lock = "lock around three fields";
    public const string Meter = "Meter counter alone";
    public const string OpenTelemetry = "OpenTelemetry counter + histogram";
    public const string Prometheus = "prometheus-net counter + histogram";
    public const string InterlockedPair = "two Interlocked additions";
    public const string HdrInlined = "HdrHistogram + counters inlined";
    public const string Channel = "Channel";
    public const string BlockingCollection = "BlockingCollection";
    public const string DisruptorNetMulti = "Disruptor-net multi-producer";
    public const string DisruptorNetSingle = "Disruptor-net single-producer";
}
