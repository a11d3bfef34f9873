using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The first eight bytes of a slot.
/// <code>
///   63      56 55                                        0
///  +----------+-------------------------------------------+
///  |   lap    |                   tag                     |   8 bytes, naturally aligned: written by one store
///  +----------+-------------------------------------------+
///  |                     payload ...                      |   slot size - 8 bytes
///  +------------------------------------------------------+
/// </code>
/// The tag belongs to whoever publishes. The lap stamp belongs to the shared lane, where claims are published out of
/// order: it says that this slot carries the event of this lap. A private lane leaves it zero.
/// </summary>
internal static class SlotHeader
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = sizeof(ulong);

    /// <summary>Bits of a tag.</summary>
    public const int TagBits = 56;

    private const ulong TagMask = (1UL << TagBits) - 1;

    /// <summary>The tag of a header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong TagOf(ulong header) => header & TagMask;

    /// <summary>The header that publishes a tag in a lap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Stamp(ulong tag, byte lap) => tag | ((ulong)lap << TagBits);

    /// <summary>The lap stamp of a header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte LapOf(ulong header) => (byte)(header >> TagBits);

    /// <summary>
    /// The lap stamp of a sequence. It starts at one, so that zeroed memory reads as "not published". Eight bits are
    /// plenty: at the consumer's position a slot holds either this lap's event or the one before, never an older one.
    /// Litmus: shared-lane, with one bit; BROKEN_LAP.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte LapOf(long sequence, int capacityShift) => (byte)((sequence >> capacityShift) + 1);
}
