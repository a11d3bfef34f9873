using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The memory of one lane. It is pinned and managed, so it lives exactly as long as the ring buffer that holds it. A producer in the middle
/// of a publication holds the ring buffer.
/// <code>
///   | pad | cursors 256 B | records: the lane's capacity | overhang: one longest record | pad |
/// </code>
/// </summary>
internal sealed unsafe class LaneMemory
{
    private readonly byte[] _block;

    /// <summary>
    /// Allocates the memory. It is zeroed if a header of zero means something. If not, pages that nobody touches cost nothing.
    /// </summary>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
    public LaneMemory(int capacity, bool isZeroed)
    {
        int bytes = BytesFor(capacity);
        _block = isZeroed ? GC.AllocateArray<byte>(bytes, pinned: true) : GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
    }

    /// <summary>The lane's cursors.</summary>
    public LaneCursors* Cursors
    {
        get
        {
            byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_block));
            return (LaneCursors*)(((nint)start + CacheLine.Separation - 1) & ~(CacheLine.Separation - 1));
        }
    }

    /// <summary>The lane's first record.</summary>
    public byte* Records => (byte*)Cursors + sizeof(LaneCursors);

    /// <summary>The bytes that a lane with this many bytes of records takes.</summary>
    public static int BytesFor(int capacity) => (2 * CacheLine.Separation) + sizeof(LaneCursors) + capacity + RecordHeader.LongestRecord;
}
