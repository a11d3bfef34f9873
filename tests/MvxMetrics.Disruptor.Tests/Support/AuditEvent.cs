namespace MvxMetrics.Disruptor.Tests;

/// <summary>An event that can be checked by itself: who sent it, as which, and a checksum over both.</summary>
internal readonly struct AuditEvent(int producer, long sequence) : IMetricEvent
{
    public readonly int Producer = producer;
    public readonly long Sequence = sequence;
    public readonly ulong Check = Checksum(producer, sequence);

    public static string EventType => "test.audit";

    public bool IsTorn => Check != Checksum(Producer, Sequence);

    private static ulong Checksum(int producer, long sequence) =>
        (((ulong)(uint)producer << 40) ^ (ulong)sequence ^ 0x5DEECE66DUL) * 0x9E3779B97F4A7C15UL;
}
