using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Events of one type.</summary>
internal sealed class Payload<T> : Payload
    where T : unmanaged
{
    public override int Bytes => Unsafe.SizeOf<T>();

    public override ulong HeaderOf(ulong tag) => tag | RecordHeader.LengthOf<T>();

    public override bool Publish(Lane lane, ulong tag, ReadOnlySpan<ulong> words) => lane.TryPublish(HeaderOf(tag), in Read(words));

    public override bool PublishBare(Lane lane, ReadOnlySpan<ulong> words) => lane.TryPublishBare(in Read(words));

    public override bool Publish(SharedLane lane, ulong tag, ReadOnlySpan<ulong> words) => lane.TryPublish(HeaderOf(tag), in Read(words));

    private static ref readonly T Read(ReadOnlySpan<ulong> words) => ref MemoryMarshal.AsRef<T>(MemoryMarshal.AsBytes(words));
}
