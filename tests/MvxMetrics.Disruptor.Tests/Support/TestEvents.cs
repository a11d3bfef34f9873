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

/// <summary>1,016 bytes: exactly what the longest record holds.</summary>
[InlineArray(127)]
internal struct Event1016 : IMetricEvent
{
    public long First;

    public static string EventType => "test.event1016";
}

/// <summary>1,017 bytes: one more than the longest record holds.</summary>
[InlineArray(1017)]
internal struct Event1017 : IMetricEvent
{
    public byte First;

    public static string EventType => "test.event1017";
}
