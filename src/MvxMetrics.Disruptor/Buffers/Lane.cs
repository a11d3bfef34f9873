using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A single-producer single-consumer ring, leased to one producer at a time. Publishing writes the record and then
/// release-stores the tail: no locked instruction, no fence, no signal.
/// <para>
/// A thread's lane carries records with headers, of any recorder and type. A lane that is bound to one recorder and one type
/// carries bare payloads, one behind the other like an array. A lane changes from one to the other only while it is empty.
/// </para>
/// </summary>
internal sealed unsafe class Lane : RecordRing
{
    /// <summary>
    /// Who holds the lease: null, a <see cref="Thread"/>, or any other object that ends its lease itself. Changed by
    /// compare-and-swap, whose full fence hands the producer-side cursors from one holder to the next. Litmus: lane-lease,
    /// BROKEN_LEASE_CAS, BROKEN_LEASE_FENCE.
    /// </summary>
    private object? _holder;

    private readonly SharedLane _shared;

    /// <summary>Makes a lane of memory that the ring buffer owns.</summary>
    public Lane(RingBuffer ring, SharedLane shared, LaneCursors* cursors, byte* records, int capacity, long firstPosition)
        : base(ring, cursors, records, capacity, firstPosition)
    {
        _shared = shared;
    }

    /// <summary>Whether a live producer holds this lane. Any thread.</summary>
    public bool IsLeased => Volatile.Read(ref _holder) is { } holder && !IsDead(holder);

    /// <summary>
    /// Leases the lane if it is free or its thread has ended; never waits. A dead thread's last events stay where they
    /// are, the new holder publishes behind them; but a lane whose format must change has to be empty. Any thread.
    /// </summary>
    /// <param name="holder">Who holds it then.</param>
    /// <param name="boundHeader">Zero: records with headers; otherwise the header that all records would have.</param>
    public bool TryLease(object holder, ulong boundHeader = 0)
    {
        object? current = Volatile.Read(ref _holder);
        if (current is not null && !IsDead(current)) return false;
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _holder, holder, current), current)) return false;
        if (_cursors->BoundHeader == boundHeader) return true;

        // Only the holder publishes, so a lane that is empty now stays empty. Litmus: lane-lease, BROKEN_REBIND,
        // BROKEN_EMPTY_ACQUIRE.
        if (Head == Tail)
        {
            _cursors->BoundHeader = boundHeader;
            return true;
        }

        EndLease(holder);
        return false;
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
    /// Publishes one event, or answers false when the producer has to look at the consumer first: eight times a lap, and
    /// when the lane is full. The lane's producer only, which holds the ring buffer meanwhile; never waits, allocates
    /// nothing. The type must not be larger than <see cref="RecordHeader.LargestPayload"/>: the caller has checked. Contains
    /// no call, so that what it is inlined into need not save its registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPublishWithinLimit<T>(LaneCursors* cursors, ulong header, in T payload)
        where T : unmanaged
    {
        long tail = cursors->Tail;
        if (Room(cursors, tail) < (uint)RecordHeader.RecordBytes<T>()) return false;

        byte* record = cursors->Records + ((uint)tail & (uint)cursors->Mask);
        *(ulong*)record = header;
        Unsafe.WriteUnaligned(record + RecordHeader.Size, payload);

        // Release: the record's bytes before the tail that publishes them. Litmus: lane, BROKEN_TAIL_RELEASE, BROKEN_LENGTH.
        Volatile.Write(ref cursors->Tail, tail + (TailWord.OneEvent + RecordHeader.RecordBytes<T>()));
        return true;
    }

    /// <summary>As <see cref="TryPublishWithinLimit{T}"/>, into a lane that is bound to the type: the payload alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPublishBareWithinLimit<T>(LaneCursors* cursors, in T payload)
        where T : unmanaged
    {
        long tail = cursors->Tail;
        if (Room(cursors, tail) < (uint)RecordHeader.PayloadBytes<T>()) return false;

        Unsafe.WriteUnaligned(cursors->Records + ((uint)tail & (uint)cursors->Mask), payload);
        // Release; litmus: lane-lease, BROKEN_TAIL_RELEASE.
        Volatile.Write(ref cursors->Tail, tail + (TailWord.OneEvent + RecordHeader.PayloadBytes<T>()));
        return true;
    }

    /// <summary>
    /// Publishes one event, or answers false when the lane is full. The lane's producer only; never waits, allocates
    /// nothing. The type must not be larger than <see cref="RecordHeader.LargestPayload"/>.
    /// </summary>
    public bool TryPublish<T>(ulong header, in T payload)
        where T : unmanaged =>
        HasRoom(RecordHeader.RecordBytes<T>()) && TryPublishWithinLimit(_cursors, header, in payload);

    /// <summary>As <see cref="TryPublish{T}"/>, into a lane that is bound to the type.</summary>
    public bool TryPublishBare<T>(in T payload)
        where T : unmanaged =>
        HasRoom(RecordHeader.PayloadBytes<T>()) && TryPublishBareWithinLimit(_cursors, in payload);

    /// <summary>
    /// Publishes as many events as fit, in order, with one release store for each stretch between two looks at the
    /// consumer. Returns how many. The lane's producer only; never waits, allocates nothing.
    /// </summary>
    public int PublishMany<T>(ulong header, ReadOnlySpan<T> payloads)
        where T : unmanaged
    {
        LaneCursors* cursors = _cursors;
        int bytes = RecordHeader.RecordBytes<T>();
        int published = 0;
        while (published < payloads.Length && HasRoom(bytes))
        {
            long tail = cursors->Tail;
            int stretch = Math.Min((int)(Room(cursors, tail) / (uint)bytes), payloads.Length - published);
            foreach (ref readonly T payload in payloads.Slice(published, stretch))
            {
                byte* record = cursors->Records + ((uint)tail & (uint)cursors->Mask);
                *(ulong*)record = header;
                Unsafe.WriteUnaligned(record + RecordHeader.Size, payload);
                tail += TailWord.OneEvent + bytes;
            }

            Volatile.Write(ref cursors->Tail, tail); // release, as above
            published += stretch;
        }

        return published;
    }

    /// <inheritdoc/>
    public override long PublishedEnd(long head, int maxEvents)
    {
        // Acquire: before NotBefore, which was stored before this tail. Litmus: lane and hold-back, BROKEN_TAIL_ACQUIRE.
        long tail = Volatile.Read(ref _cursors->Tail);
        return _cursors->NotBefore > _shared.Head ? head : TailWord.PositionOf(tail, head);
    }

    /// <summary>Bytes that may be published before the next look at the consumer. The limit is never behind the tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Room(LaneCursors* cursors, long tail) => (uint)cursors->Limit - (uint)tail;

    // Kept out of the publishing path: goes beyond the limit a few times a lap.
    private bool HasRoom(int bytes)
    {
        long tail = _cursors->Tail;
        if (Room(_cursors, tail) >= (uint)bytes) return true;

        _cursors->Limit = NextLimit(tail, bytes);
        return Room(_cursors, tail) >= (uint)bytes;
    }

    // The dying thread's state change is a full fence in the CLR and the lease's compare-and-swap is one here, so
    // whoever sees the thread dead and wins the lease sees its last tail. Litmus: lane-lease, BROKEN_THREAD_END.
    private static bool IsDead(object holder) => holder is Thread { IsAlive: false };
}
