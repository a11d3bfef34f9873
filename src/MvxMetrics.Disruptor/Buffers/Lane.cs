using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A single-producer single-consumer ring, leased to one producer at a time. Publishing writes the slot and then
/// release-stores the tail: no locked instruction, no fence, no signal.
/// </summary>
internal sealed unsafe class Lane : SlotRing
{
    /// <summary>
    /// Who holds the lease: null, a <see cref="Thread"/>, or any other object that ends its lease itself. Changed by
    /// compare-and-swap, whose full fence hands the producer-side cursors from one holder to the next. Litmus: lane-lease,
    /// BROKEN_LEASE_CAS, BROKEN_LEASE_FENCE.
    /// </summary>
    private object? _holder;

    private readonly SharedLane _shared;

    /// <summary>Cuts a lane out of a ring buffer's memory.</summary>
    public Lane(RingBuffer ring, SharedLane shared, LaneCursors* cursors, byte* slots, int capacity, int slotSize)
        : base(ring, cursors, slots, capacity, slotSize)
    {
        _shared = shared;
    }

    /// <summary>Whether a live producer holds this lane. Any thread.</summary>
    public bool IsLeased => Volatile.Read(ref _holder) is { } holder && !IsDead(holder);

    /// <summary>
    /// Leases the lane if it is free or its thread has ended; never waits. A dead thread's last events stay where they
    /// are, the new holder publishes behind them. Any thread.
    /// </summary>
    public bool TryLease(object holder)
    {
        object? current = Volatile.Read(ref _holder);
        return (current is null || IsDead(current))
            && ReferenceEquals(Interlocked.CompareExchange(ref _holder, holder, current), current);
    }

    /// <summary>
    /// Ends a lease. Only by its holder, after its last publication; release, so that the next holder sees it. Litmus:
    /// lane-lease, BROKEN_LEASE_END.
    /// </summary>
    public void EndLease(object holder) => Interlocked.CompareExchange(ref _holder, null, holder);

    /// <summary>
    /// The consumer will not touch what is published from now on before it has reached a position in the shared lane.
    /// The lane's producer only, before it publishes. Litmus: hold-back, BROKEN_HOLD_BACK_ORDER.
    /// </summary>
    public void HoldBackUntil(long sharedPosition) => _cursors->NotBefore = Math.Max(_cursors->NotBefore, sharedPosition);

    /// <summary>
    /// Publishes one event, or answers false when the producer has to look at the consumer first: four times a lap, and when the
    /// lane is full. The lane's producer only, which holds the ring buffer meanwhile; never waits, allocates nothing. The payload
    /// must fit <see cref="LaneCursors.PayloadBytes"/>: the caller has checked. Contains no call, so that what it is inlined into need not
    /// save its registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPublishWithinLimit<T>(LaneCursors* cursors, ulong tag, in T payload)
        where T : unmanaged
    {
        long tail = cursors->Tail;
        if (tail >= cursors->Limit) return false;

        byte* slot = cursors->Slots + ((tail & cursors->Mask) << cursors->SlotShift);
        *(ulong*)slot = tag;
        Unsafe.WriteUnaligned(slot + SlotHeader.Size, payload);

        // Release: the slot's bytes before the tail that publishes them. Litmus: lane, BROKEN_TAIL_RELEASE.
        Volatile.Write(ref cursors->Tail, tail + 1);
        return true;
    }

    /// <summary>
    /// Publishes one event, or answers false when the lane is full. The lane's producer only; never waits, allocates
    /// nothing. The payload must fit <see cref="SlotRing.PayloadBytes"/>: the caller has checked.
    /// </summary>
    public bool TryPublish<T>(ulong tag, in T payload)
        where T : unmanaged =>
        (_cursors->Tail < _cursors->Limit || TryExtendLimit()) && TryPublishWithinLimit(_cursors, tag, in payload);

    /// <summary>
    /// Publishes as many events as fit, in order, with one release store for each stretch between two looks at the
    /// consumer. Returns how many. The lane's producer only; never waits, allocates nothing.
    /// </summary>
    public int PublishMany<T>(ulong tag, ReadOnlySpan<T> payloads)
        where T : unmanaged
    {
        LaneCursors* cursors = _cursors;
        int published = 0;
        while (published < payloads.Length)
        {
            long tail = cursors->Tail;
            if (tail >= cursors->Limit && !TryExtendLimit()) break;

            int stretch = (int)Math.Min(cursors->Limit - tail, payloads.Length - published);
            for (int i = 0; i < stretch; i++)
            {
                byte* slot = cursors->Slots + (((tail + i) & cursors->Mask) << cursors->SlotShift);
                *(ulong*)slot = tag;
                Unsafe.WriteUnaligned(slot + SlotHeader.Size, payloads[published + i]);
            }

            Volatile.Write(ref cursors->Tail, tail + stretch); // release, as above
            published += stretch;
        }

        return published;
    }

    /// <inheritdoc/>
    public override long PublishedEnd(long head, long limit)
    {
        // Acquire: before NotBefore, which was stored before this tail. Litmus: lane and hold-back, BROKEN_TAIL_ACQUIRE.
        long tail = Tail;
        return _cursors->NotBefore > _shared.Head ? head : Math.Min(tail, head + limit);
    }

    private protected override bool IsPublished(long sequence, ulong header) => true;

    // Kept out of the publishing path: entered a few times a lap.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryExtendLimit()
    {
        long limit = NextLimit(_cursors->Tail);
        _cursors->Limit = limit;
        return limit > _cursors->Tail;
    }

    // The dying thread's state change is a full fence in the CLR and the lease's compare-and-swap is one here, so
    // whoever sees the thread dead and wins the lease sees its last tail. Litmus: lane-lease, BROKEN_THREAD_END.
    private static bool IsDead(object holder) => holder is Thread { IsAlive: false };
}
