using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A ring of fixed-size slots with one consumer: what the private and the shared lane have in common. Sequences count
/// slots from zero and never wrap in practice (2^63 events).
/// </summary>
internal abstract unsafe class SlotRing
{
    private protected readonly LaneCursors* _cursors;
    private protected readonly int _capacityShift;
    private readonly ConsumerSignal _signal;

    /// <summary>
    /// The ring buffer this lane is cut from, null once retired, so that threads which once published here do not keep its
    /// memory. Written by <see cref="Retire"/> on any thread; a producer that read the old value finishes in memory that
    /// stays valid, since whoever publishes holds the ring buffer until its last store.
    /// </summary>
    public RingBuffer? Ring;

    /// <summary>Largest event in bytes that fits a slot.</summary>
    public readonly int PayloadBytes;

    /// <summary>What one slot is of the whole ring, exactly.</summary>
    public readonly double SlotShare;

    private protected SlotRing(RingBuffer ring, LaneCursors* cursors, byte* slots, int capacity, int slotSize)
    {
        Ring = ring;
        PayloadBytes = slotSize - SlotHeader.Size;
        SlotShare = 1.0 / capacity;
        _signal = ring.Signal;
        _cursors = cursors;
        _capacityShift = System.Numerics.BitOperations.Log2((uint)capacity);
        *cursors = default;
        cursors->Slots = slots;
        cursors->Mask = capacity - 1;
        cursors->PayloadBytes = PayloadBytes;
        cursors->SlotShift = System.Numerics.BitOperations.Log2((uint)slotSize);
    }

    /// <summary>The moving part, in the block of <see cref="Ring"/>.</summary>
    public LaneCursors* Cursors => _cursors;

    /// <summary>Slots of this ring.</summary>
    public long Capacity => _cursors->Mask + 1;

    /// <summary>Sequence of the next event to consume. Any thread; acquire.</summary>
    public long Head => Volatile.Read(ref _cursors->Head);

    /// <summary>
    /// Sequence behind the last event that was published (private lane) or claimed (shared lane). Any thread; acquire.
    /// </summary>
    public long Tail => Volatile.Read(ref _cursors->Tail);

    /// <summary>Distance in bytes from one slot to the next.</summary>
    public int Stride => 1 << _cursors->SlotShift;

    /// <summary>
    /// Sequence up to which events can be consumed, at most <paramref name="head"/> + <paramref name="limit"/>.
    /// Consumer only; an acquire: the bytes of these events, and all their producers did before, are visible after it.
    /// </summary>
    public abstract long PublishedEnd(long head, long limit);

    /// <summary>Whether an event waits to be consumed. Consumer only.</summary>
    public bool HasPublished()
    {
        long head = _cursors->Head;
        return PublishedEnd(head, 1) != head;
    }

    /// <summary>Address of the slot of a sequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* SlotAt(long sequence) => _cursors->Slots + ((sequence & _cursors->Mask) << _cursors->SlotShift);

    /// <summary>How many slots lie behind each other in memory from a sequence on.</summary>
    public long ContiguousFrom(long sequence) => Capacity - (sequence & _cursors->Mask);

    /// <summary>
    /// Gives all slots before a sequence back to the producers. Consumer only; release: see <see cref="LaneCursors.Head"/>.
    /// Litmus: lane and shared-lane, BROKEN_HEAD_RELEASE.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release(long sequence) => Volatile.Write(ref _cursors->Head, sequence);

    /// <summary>
    /// Counts unconsumed events whose tag satisfies <c>tag &gt;&gt; shift == value</c>. Any thread; exact while
    /// nobody publishes or consumes, otherwise an estimate. Walks up to <see cref="Capacity"/> headers.
    /// </summary>
    public long CountPending(int shift, ulong value)
    {
        long count = 0;
        long head = Head;
        long end = Math.Min(Tail, head + Capacity);
        for (long sequence = head; sequence < end; sequence++)
        {
            ulong header = Volatile.Read(ref *(ulong*)SlotAt(sequence));
            if (IsPublished(sequence, header) && SlotHeader.TagOf(header) >> shift == value) count++;
        }

        return count;
    }

    /// <summary>Cuts the lane off its memory: it can be reached no longer, and the last one out frees it.</summary>
    public void Retire() => Volatile.Write(ref Ring, null);

    /// <summary>
    /// Whether half of the slots are taken: then producers wake a parked consumer, and a consumer that looks before it parks
    /// does not. Both must ask the same, or a wake-up could be missed.
    /// </summary>
    public bool IsPressed(long tail, long head) => tail - head >= Capacity / 2;

    private protected abstract bool IsPublished(long sequence, ulong header);

    /// <summary>
    /// The next limit of a producer at <paramref name="tail"/>, or <paramref name="tail"/> itself when the ring is full.
    /// A limit reaches a quarter lap ahead at most, so that a producer comes by here four times a lap and can wake a
    /// parked consumer before the ring is full, while the path without this call pays nothing for it. Litmus: lane and
    /// shared-lane, BROKEN_LIMIT, BROKEN_HEAD_ACQUIRE.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected long NextLimit(long tail)
    {
        long capacity = Capacity;
        long head = Head;
        if (IsPressed(tail, head)) _signal.WakeIfParked();
        return Math.Max(tail, Math.Min(head + capacity, tail + Math.Max(1, capacity / 4)));
    }
}
