using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The shared lane: a multi-producer single-consumer ring. It is correct for any number of threads, and slower than a private lane. A
/// producer claims room by compare-and-swap of the tail and writes the payload. Last, it stores the header, which publishes the record.
/// <para>
/// A header of zero means "not published yet". So all bytes that are not part of a record must be zero: the memory is zeroed at the
/// beginning, and the consumer clears records before it releases them. It clears whole records, because they have different lengths: a
/// header of the next lap may be at any word of this lap.
/// </para>
/// <para>
/// Claims use compare-and-swap, not fetch-add, because a fetch-add cannot be undone. A producer that claims more than a full ring has would
/// have to wait for the consumer, and publishing never waits.
/// </para>
/// </summary>
internal sealed unsafe class SharedLane : RecordRing
{
    /// <summary>Makes the shared lane, without memory for its records.</summary>
    public SharedLane(RingBuffer ring, LaneCursors* cursors, int capacity, long firstPosition)
        : base(ring, cursors, null, capacity, firstPosition)
    {
    }

    /// <summary>
    /// Gives the lane its memory, which is all zero. Later calls give it the same memory. Any thread, before its first claim.
    /// </summary>
    public void GiveMemory(byte* records) => Volatile.Write(ref *(nint*)&_cursors->Records, (nint)records);

    /// <summary>
    /// Publishes one event. False: the lane is full, or there is no memory for it. Any thread; lock-free. It allocates only the lane's
    /// memory, at the first use. The caller has checked that the type is not larger than <see cref="RecordHeader.LargestPayload"/>.
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

            // Acquire: the limit may come from another producer's look at the head. Our stores into the record must stay behind the
            // consumer's last read of that memory, and behind its clearing. Litmus: shared-lane, BROKEN_LIMIT_ACQUIRE, BROKEN_LENGTH.
            if ((uint)Volatile.Read(ref cursors->Limit) - (uint)tail < (uint)bytes && !TryExtendLimit(tail, bytes)) return false;

            // Litmus: shared-lane, BROKEN_CLAIM_CAS, BROKEN_CLAIM_FENCE.
            if (Interlocked.CompareExchange(ref cursors->Tail, tail + TailWord.OneEvent + bytes, tail) != tail) continue;

            byte* record = cursors->Records + ((uint)tail & (uint)cursors->Mask);
            Unsafe.WriteUnaligned(record + RecordHeader.Size, payload);

            // Release: the payload is visible before the header. Between claim and header there is no code of a user and no allocation, so
            // a claimed record is always published. Litmus: shared-lane, BROKEN_HEADER_RELEASE.
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

    // The limit is never lowered. A producer that was held up after its look at the head must not write an old limit back: the distance
    // from it to the tail would seem to be some four billion bytes. Litmus: shared-lane, BROKEN_LIMIT_CAS, BROKEN_LIMIT_FENCE.
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
