using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A multi-producer single-consumer ring: correct for any number of threads, slower than a private lane. A producer
/// claims room by compare-and-swap of the tail, writes the payload, and publishes the record by storing its header last.
/// <para>
/// A header of zero means "not published yet". So all bytes that are not part of a record are zero: the memory begins so, and
/// the consumer clears records before it gives them back. Records have different lengths, hence a header of the next lap may
/// come to lie on any word of this one.
/// </para>
/// <para>
/// Compare-and-swap instead of fetch-add, because a fetch-add cannot be taken back: a producer that claims beyond a
/// full ring would have to wait for the consumer, and publishing never waits.
/// </para>
/// </summary>
internal sealed unsafe class SharedLane : RecordRing
{
    /// <summary>Makes the shared lane, without memory for its records.</summary>
    public SharedLane(RingBuffer ring, LaneCursors* cursors, int capacity, long firstPosition)
        : base(ring, cursors, null, capacity, firstPosition)
    {
    }

    /// <summary>Gives the lane its memory, all zero; again and again the same. Any thread, before its first claim.</summary>
    public void GiveMemory(byte* records) => Volatile.Write(ref *(nint*)&_cursors->Records, (nint)records);

    /// <summary>
    /// Publishes one event, or answers false when the lane is full (or there is no memory for it). Any thread; lock-free,
    /// allocates only the lane's memory when it is used first. The type must not be larger than
    /// <see cref="RecordHeader.LargestPayload"/>: the caller has checked.
    /// </summary>
    public bool TryPublish<T>(ulong header, in T payload)
        where T : unmanaged
    {
        LaneCursors* cursors = _cursors;
        int bytes = RecordHeader.RecordBytes<T>();
        if (cursors->Records == null && Ring?.TryGiveSharedLaneMemory() != true) return false;

        while (true)
        {
            long tail = Volatile.Read(ref cursors->Tail); // before the limit: litmus, BROKEN_TAIL_ACQUIRE

            // Acquire: the limit may stem from another producer's look at the head, and our stores into the record must
            // stay behind the consumer's last read, and clearing, of it. Litmus: shared-lane, BROKEN_LIMIT_ACQUIRE, BROKEN_LENGTH.
            if ((uint)Volatile.Read(ref cursors->Limit) - (uint)tail < (uint)bytes && !TryExtendLimit(tail, bytes)) return false;

            // Litmus: shared-lane, BROKEN_CLAIM_CAS, BROKEN_CLAIM_FENCE.
            if (Interlocked.CompareExchange(ref cursors->Tail, tail + TailWord.OneEvent + bytes, tail) != tail) continue;

            byte* record = cursors->Records + ((uint)tail & (uint)cursors->Mask);
            Unsafe.WriteUnaligned(record + RecordHeader.Size, payload);

            // Release: the payload before the header. No code of a user and no allocation stands between claim and
            // header, so a claimed record is always published. Litmus: shared-lane, BROKEN_HEADER_RELEASE.
            Volatile.Write(ref *(ulong*)record, header);
            return true;
        }
    }

    /// <inheritdoc/>
    public override long PublishedEnd(long head, int maxEvents)
    {
        long tail = TailWord.PositionOf(Volatile.Read(ref _cursors->Tail), head);
        long end = head;
        for (int events = 0; events < maxEvents && end < tail; events++)
        {
            ulong header = Volatile.Read(ref *(ulong*)RecordAt(end)); // acquire, litmus: shared-lane, BROKEN_HEADER_ACQUIRE
            if (header == 0) break;
            end += RecordHeader.BytesOf(header);
        }

        return end;
    }

    /// <summary>Clears records that lie one behind the other, before they are released. Consumer only. Litmus: shared-lane, BROKEN_CLEAR,
    /// BROKEN_CLEAR_HEADER.</summary>
    public static void Clear(byte* record, int bytes) => new Span<byte>(record, bytes).Clear();

    // Never lowered: a producer that was held up since its look at the head must not put an old limit back, from which the
    // distance to the tail would seem to be some four billion bytes. Litmus: shared-lane, BROKEN_LIMIT_CAS, BROKEN_LIMIT_FENCE.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryExtendLimit(long tail, int bytes)
    {
        long next = NextLimit(tail, bytes);
        long limit = Volatile.Read(ref _cursors->Limit);
        while (limit < next)
        {
            long seen = Interlocked.CompareExchange(ref _cursors->Limit, next, limit);
            limit = seen == limit ? next : seen;
        }

        return (uint)limit - (uint)tail >= (uint)bytes;
    }
}
