using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A multi-producer single-consumer ring: correct for any number of threads, slower than a private lane. A producer
/// claims a sequence by compare-and-swap, writes the slot, and publishes it by storing the header with its lap stamp.
/// <para>
/// Compare-and-swap instead of fetch-add, because a fetch-add cannot be taken back: a producer that claims beyond a
/// full ring would have to wait for the consumer, and publishing never waits.
/// </para>
/// </summary>
internal sealed unsafe class SharedLane : SlotRing
{
    /// <summary>Cuts the shared lane out of a ring buffer's memory; its headers must be zero.</summary>
    public SharedLane(RingBuffer ring, LaneCursors* cursors, byte* slots, int capacity, int slotSize)
        : base(ring, cursors, slots, capacity, slotSize)
    {
    }

    /// <summary>
    /// Publishes one event and tells its sequence, or answers false when the lane is full. Any thread; lock-free,
    /// allocates nothing. The payload must fit <see cref="SlotRing.PayloadBytes"/>: the caller has checked.
    /// </summary>
    public bool TryPublish<T>(ulong tag, in T payload, out long sequence)
        where T : unmanaged
    {
        LaneCursors* cursors = _cursors;
        while (true)
        {
            long tail = Volatile.Read(ref cursors->Tail);

            // Acquire: the limit may stem from another producer's look at the head, and our stores into the slot must
            // stay behind the consumer's last read of it. Litmus: shared-lane, BROKEN_LIMIT_ACQUIRE.
            if (tail >= Volatile.Read(ref cursors->Limit) && !TryExtendLimit(tail))
            {
                sequence = -1;
                return false;
            }

            // Litmus: shared-lane, BROKEN_CLAIM_CAS, BROKEN_CLAIM_FENCE.
            if (Interlocked.CompareExchange(ref cursors->Tail, tail + 1, tail) != tail) continue;

            byte* slot = cursors->Slots + ((tail & cursors->Mask) << cursors->SlotShift);
            Unsafe.WriteUnaligned(slot + SlotHeader.Size, payload);

            // Release: the payload before the stamp. No code of a user and no allocation stands between claim and
            // stamp, so a claimed slot is always published. Litmus: shared-lane, BROKEN_STAMP_RELEASE.
            Volatile.Write(ref *(ulong*)slot, SlotHeader.Stamp(tag, SlotHeader.LapOf(tail, _capacityShift)));
            sequence = tail;
            return true;
        }
    }

    /// <inheritdoc/>
    public override long PublishedEnd(long head, long limit)
    {
        long end = head; // the stamp's acquire, litmus: shared-lane, BROKEN_STAMP_ACQUIRE
        while (end - head < limit && IsPublished(end, Volatile.Read(ref *(ulong*)SlotAt(end)))) end++;
        return end;
    }

    private protected override bool IsPublished(long sequence, ulong header) =>
        SlotHeader.LapOf(header) == SlotHeader.LapOf(sequence, _capacityShift);

    // Two producers may store limits in either order; a smaller one is only looked up again sooner. Litmus: shared-lane,
    // BROKEN_LIMIT_RELEASE.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryExtendLimit(long tail)
    {
        long limit = NextLimit(tail);
        Volatile.Write(ref _cursors->Limit, limit);
        return limit > tail;
    }
}
