using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

internal readonly record struct Tick(long Value) : IMetricEvent
{
    public static string EventType => "test.tick";
}

internal readonly record struct Tock(double Value) : IMetricEvent
{
    public static string EventType => "test.tock";
}

internal enum Colour : byte
{
    Red = 1,
    Green = 2,
}

internal readonly record struct Inner(short Left, int? Right);

internal readonly record struct RichEvent(bool Flag, Colour Colour, long? Maybe, Inner Inner, double Ratio) : IMetricEvent
{
    public static string EventType => "test.rich";
}

/// <summary>56 bytes: exactly what a slot of 64 bytes holds.</summary>
[InlineArray(7)]
internal struct Event56 : IMetricEvent
{
    public long First;

    public static string EventType => "test.event56";
}

/// <summary>57 bytes: one more than a slot of 64 bytes holds.</summary>
[InlineArray(57)]
internal struct Event57 : IMetricEvent
{
    public byte First;

    public static string EventType => "test.event57";
}

/// <summary>248 bytes: exactly what a slot of 256 bytes holds.</summary>
[InlineArray(31)]
internal struct Event248 : IMetricEvent
{
    public long First;

    public static string EventType => "test.event248";
}
