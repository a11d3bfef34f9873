using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Guards a state that one thread writes and any thread copies. The version is odd while the state is being written.
/// <code>
///   writer                                reader
///   version = odd     (plain)             v = version        (acquire)
///   WriteBarrier                          copy the state
///   write the state                       ReadBarrier
///   version = even    (release)           version == v ?     (plain)
/// </code>
/// WriteBarrier: the odd version is visible before any write of the state. Without it a reader could copy new bytes under an old even
/// version. ReadBarrier: the copy is finished before the version is read again. An acquire orders only what comes after it, so an acquire
/// of the second read would not be enough: on ARM64 the loads of the copy may come later. Litmus: seqlock, BROKEN_WRITE_BARRIER,
/// BROKEN_END_RELEASE, BROKEN_BEGIN_ACQUIRE, BROKEN_READ_BARRIER.
/// </summary>
internal sealed class SeqLock
{
    private PaddedVersion _version;

    /// <summary>Opens a write section. The loop's thread only. Sections do not nest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginWrite()
    {
        _version.Value++;
        Volatile.WriteBarrier();
    }

    /// <summary>Closes the write section. Its writes are visible to a reader that sees the new version.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndWrite() => Volatile.Write(ref _version.Value, _version.Value + 1);

    /// <summary>Begins an optimistic read. False while a write section is open. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryBeginRead(out long version)
    {
        version = Volatile.Read(ref _version.Value);
        return (version & 1) == 0;
    }

    /// <summary>Ends an optimistic read. True: what was copied since its begin is one coherent state. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEndRead(long version)
    {
        Volatile.ReadBarrier();
        return _version.Value == version;
    }

    /// <summary>The version, alone in its cache lines: readers poll it, and must not slow down what the loop writes near it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + sizeof(long))]
    private struct PaddedVersion
    {
        [FieldOffset(CacheLine.Separation)]
        public long Value;
    }
}
