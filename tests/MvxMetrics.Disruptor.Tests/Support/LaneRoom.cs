using System.Numerics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>How large a lane has to be for so many events of one type: exactly, so that one more finds no room.</summary>
internal static class LaneRoom
{
    /// <summary>For events with headers: RegisterEvent's.</summary>
    public static int BytesFor<TEvent>(int events)
        where TEvent : unmanaged => Checked(events * RecordHeader.RecordBytes<TEvent>());

    /// <summary>For bare events: a writer's.</summary>
    public static int BareBytesFor<TEvent>(int events)
        where TEvent : unmanaged => Checked(events * RecordHeader.PayloadBytes<TEvent>());

    private static int Checked(int bytes)
    {
        (bytes >= RecordHeader.LongestRecord && BitOperations.IsPow2(bytes))
            .ShouldBeTrue($"no lane has {bytes} bytes: choose another number of events");
        return bytes;
    }
}
