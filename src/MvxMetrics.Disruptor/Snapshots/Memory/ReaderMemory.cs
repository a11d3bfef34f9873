using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Memory for copies: grows to what is needed, then allocates nothing; shrinks by <see cref="ShrinkRule"/>. One thread at a time.
/// </summary>
internal sealed class ReaderMemory
{
    /// <summary>Blocks up to this size are kept whatever is needed: a histogram of default size is no waste.</summary>
    public const int KeptBytes = 64 * 1024;

    private byte[] _block = [];
    private ShrinkRule _shrinking;

    /// <summary>For copies that metrics make while they are read.</summary>
    public static ReaderPool<ReaderMemory> Pool { get; } = new();

    /// <summary>Bytes that it holds now.</summary>
    public int Bytes => _block.Length;

    /// <summary>A block whose pages have been touched: here, on the reader's time, and not when the loop writes to it.</summary>
    public static byte[] Allocate(int bytes)
    {
        byte[] block = GC.AllocateUninitializedArray<byte>(bytes);
        Array.Clear(block);
        return block;
    }

    /// <summary>Room for so many bytes, to be written over; what it had is gone.</summary>
    public Span<byte> Take(int bytes)
    {
        int length = _shrinking.CapacityFor(_block.Length, bytes, KeptBytes);
        if (length != _block.Length) _block = Allocate(length);
        return _block.AsSpan(0, bytes);
    }

    /// <summary>The room that was taken last.</summary>
    public Span<byte> Held(int bytes) => _block.AsSpan(0, bytes);

    /// <summary>Room for so many values, to be written over; what it had is gone.</summary>
    public Span<TValue> Take<TValue>(int count)
        where TValue : unmanaged => MemoryMarshal.Cast<byte, TValue>(Take(count * Unsafe.SizeOf<TValue>()));
}
