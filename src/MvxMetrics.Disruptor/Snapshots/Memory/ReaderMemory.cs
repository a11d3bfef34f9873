using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Memory for copies. It grows to what is needed, then it allocates nothing. It shrinks by <see cref="ShrinkRule"/>. One thread at a time.
/// </summary>
internal sealed class ReaderMemory
{
    /// <summary>Blocks up to this size are always kept: they fit a histogram of default size.</summary>
    public const int KeptBytes = 64 * 1024;

    private byte[] _block = [];
    private ShrinkRule _shrinking;

    /// <summary>The memory for copies that metrics make while they are read.</summary>
    public static ReaderPool<ReaderMemory> Pool { get; } = new();

    /// <summary>Bytes that it holds now.</summary>
    public int Bytes => _block.Length;

    /// <summary>Allocates a block and touches its pages: on the reader's thread here, and not on the loop's thread later.</summary>
    public static byte[] Allocate(int bytes)
    {
        byte[] block = GC.AllocateUninitializedArray<byte>(bytes);
        Array.Clear(block);
        return block;
    }

    /// <summary>Returns room for this many bytes; its old content is lost. The caller writes over it.</summary>
    public Span<byte> Take(int bytes)
    {
        int length = _shrinking.CapacityFor(_block.Length, bytes, KeptBytes);
        if (length != _block.Length) _block = Allocate(length);
        return _block.AsSpan(0, bytes);
    }

    /// <summary>The room that was taken last.</summary>
    public Span<byte> Held(int bytes) => _block.AsSpan(0, bytes);

    /// <summary>Returns room for this many values; its old content is lost. The caller writes over it.</summary>
    public Span<TValue> Take<TValue>(int count)
        where TValue : unmanaged => MemoryMarshal.Cast<byte, TValue>(Take(count * Unsafe.SizeOf<TValue>()));
}
