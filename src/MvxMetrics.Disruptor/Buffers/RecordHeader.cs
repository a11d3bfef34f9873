using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The first eight bytes of a record.
/// <code>
///   63      56 55                                        0
///  +----------+-------------------------------------------+
///  |  words   |                   tag                     |   8 bytes, naturally aligned: written by one store
///  +----------+-------------------------------------------+
///  |       payload, rounded up to whole words ...         |   (words - 1) * 8 bytes
///  +------------------------------------------------------+
/// </code>
/// The publisher gives the tag its meaning. The length includes the header, so no header is zero. In the shared lane, zero means "not
/// published yet".
/// </summary>
internal static class RecordHeader
{
    /// <summary>The bytes of a header, which is one word. Records begin at multiples of it.</summary>
    public const int Size = sizeof(ulong);

    /// <summary>Bits of a tag.</summary>
    public const int TagBits = 56;

    /// <summary>Largest event in bytes.</summary>
    public const int LargestPayload = 1016;

    /// <summary>
    /// The bytes of the longest record. The overhang of a lane has this size, so that the last record of a lap lies in one piece.
    /// </summary>
    public const int LongestRecord = Size + LargestPayload;

    private const ulong TagMask = (1UL << TagBits) - 1;

    /// <summary>
    /// The bytes that the payload of a type takes in a record: its size in whole words. It is a constant in optimized code.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PayloadBytes<T>()
        where T : unmanaged => (Unsafe.SizeOf<T>() + Size - 1) & -Size;

    /// <summary>The bytes of a record with a payload of this type. It is a constant in optimized code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RecordBytes<T>()
        where T : unmanaged => Size + PayloadBytes<T>();

    /// <summary>The length field of the records of a type, to be combined with a tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LengthOf<T>()
        where T : unmanaged => (ulong)(RecordBytes<T>() / Size) << TagBits;

    /// <summary>The tag of a header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong TagOf(ulong header) => header & TagMask;

    /// <summary>The bytes of the record that begins with this header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BytesOf(ulong header) => (int)(header >> TagBits) * Size;
}
