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
/// The tag belongs to whoever publishes. The length counts the header in, so no header is zero: in the shared lane a zero
/// says "not published yet".
/// </summary>
internal static class RecordHeader
{
    /// <summary>Bytes of a header, and of a word: records begin at multiples of it.</summary>
    public const int Size = sizeof(ulong);

    /// <summary>Bits of a tag.</summary>
    public const int TagBits = 56;

    /// <summary>Largest event in bytes.</summary>
    public const int LargestPayload = 1016;

    /// <summary>Bytes of the longest record: what a lane has behind its end, so that its last record lies in one piece.</summary>
    public const int LongestRecord = Size + LargestPayload;

    private const ulong TagMask = (1UL << TagBits) - 1;

    /// <summary>Bytes that the payload of a type takes in a record: its size in whole words. A constant in optimized code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PayloadBytes<T>()
        where T : unmanaged => (Unsafe.SizeOf<T>() + Size - 1) & -Size;

    /// <summary>Bytes of a record that carries a type. A constant in optimized code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RecordBytes<T>()
        where T : unmanaged => Size + PayloadBytes<T>();

    /// <summary>The length field of a type's records, to be combined with a tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LengthOf<T>()
        where T : unmanaged => (ulong)(RecordBytes<T>() / Size) << TagBits;

    /// <summary>The tag of a header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong TagOf(ulong header) => header & TagMask;

    /// <summary>Bytes of the record that a header begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BytesOf(ulong header) => (int)(header >> TagBits) * Size;
}
