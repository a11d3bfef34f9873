using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Events of a recorder in memory, as they lie in a lane: each behind a header.</summary>
internal static unsafe class PublishedRun
{
    /// <summary>Something that takes a run.</summary>
    internal delegate void Use(in RecordRun run);

    public static void Of<TEvent>(MetricsRecorder recorder, TEvent[] events, Use use)
        where TEvent : unmanaged, IMetricEvent
    {
        int stride = RecordHeader.RecordBytes<TEvent>();
        ulong header = recorder.Tag | RecordedEvent<TEvent>.Header;
        byte[] memory = new byte[stride * events.Length];
        Array.Fill(memory, (byte)0xCC);
        fixed (byte* first = memory)
        {
            for (int i = 0; i < events.Length; i++) Unsafe.Write(first + RecordHeader.Size + (i * stride), events[i]);
            use(new RecordRun(header, first + RecordHeader.Size, events.Length, stride));
        }
    }

    /// <summary>Ticks with the values from one on, so many.</summary>
    public static Tick[] Ticks(int first, int count) => [.. Enumerable.Range(first, count).Select(static i => new Tick(i))];
}
