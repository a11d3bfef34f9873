using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A private lane: a single-producer single-consumer ring, leased to one producer at a time. Publishing writes the record and then stores
/// the tail with release: no locked instruction, no fence, no signal.
/// <para>
/// A thread's lane has records with headers, of any recorder and type. A lane that is bound to one recorder and one type has bare records:
/// payloads only, one behind the other as in an array. A lane changes from one form to the other only while it is empty.
/// </para>
/// </summary>
internal sealed unsafe class Lane : RecordRing
{
    /// <summary>
    /// The holder of the lease: null, a <see cref="Thread"/>, or any other object, which then ends its lease itself. Changed by
    /// compare-and-swap. Its full fence passes the cursors of the producer's side from one holder to the next. Litmus: lane-lease,
    /// BROKEN_LEASE_CAS, BROKEN_LEASE_FENCE.
    /// </summary>
    private object? _holder;

    private readonly SharedLane _shared;

    /// <summary>Makes a lane in memory that the ring buffer owns.</summary>
    public Lane(RingBuffer ring, SharedLane shared, LaneCursors* cursors, byte* records, int capacity, long firstPosition)
        : base(ring, cursors, records, capacity, firstPosition)
    {
        _shared = shared;
    }

    /// <summary>Whether a live producer holds this lane. Any thread.</summary>
    public bool IsLeased => Volatile.Read(ref _holder) is { } holder && !IsDead(holder);

    /// <summary>
    /// Leases the lane if it is free or if its thread has ended. It never waits. The last events of an ended thread stay where they are,
    /// and the new holder publishes behind them. But a lane must be empty if it changes between records with headers and bare records. Any
    /// thread.
    /// </summary>
    /// <param name="holder">The new holder.</param>
    /// <param name="boundHeader">Zero: records with headers. Otherwise: the header that all records would have.</param>
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
    /// Ends a lease. Only its holder calls it, after its last publication. Written with release, so the next holder sees that publication.
    /// Litmus: lane-lease, BROKEN_LEASE_END.
    /// </summary>
    public void EndLease(object holder) => Interlocked.CompareExchange(ref _holder, null, holder);

    /// <summary>
    /// From now on the consumer does not take what is published here until it has reached a position in the shared lane. Only the lane's
    /// producer calls it, before it publishes. Litmus: hold-back, BROKEN_HOLD_BACK_ORDER.
    /// </summary>
    public void HoldBackUntil(long sharedPosition) => _cursors->NotBefore = Math.Max(_cursors->NotBefore, sharedPosition);

    /// <summary>
    /// Publishes one event. False: the producer must look at the consumer first. That is so eight times a lap, and when the lane is full.
    /// Only the lane's producer calls it, and it holds the ring buffer meanwhile. Never waits, allocates nothing. The caller has checked
    /// that the type is not larger than <see cref="RecordHeader.LargestPayload"/>. The method contains no call, so a method into which it
    /// is inlined need not save its registers.
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

        // Release: the bytes of the record are visible before the tail that publishes them. Litmus: lane, BROKEN_TAIL_RELEASE,
        // BROKEN_LENGTH.
        Volatile.Write(ref cursors->Tail, tail + (TailWord.OneEvent + RecordHeader.RecordBytes<T>()));
        return true;
    }

    /// <summary>
    /// Does the same as <see cref="TryPublishWithinLimit{T}"/>, in a lane that is bound to the type: it writes the payload alone.
    /// </summary>
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
    /// Publishes one event. False: the lane is full. Only the lane's producer calls it. Never waits, allocates nothing. The type must not
    /// be larger than <see cref="RecordHeader.LargestPayload"/>.
    /// </summary>
    public bool TryPublish<T>(ulong header, in T payload)
        where T : unmanaged =>
        HasRoom(RecordHeader.RecordBytes<T>()) && TryPublishWithinLimit(_cursors, header, in payload);

    /// <summary>Does the same as <see cref="TryPublish{T}"/>, in a lane that is bound to the type.</summary>
    public bool TryPublishBare<T>(in T payload)
        where T : unmanaged =>
        HasRoom(RecordHeader.PayloadBytes<T>()) && TryPublishBareWithinLimit(_cursors, in payload);

    /// <summary>
    /// Publishes as many events as fit, in order, with one release store for all events between two looks at the consumer. Returns how
    /// many. Only the lane's producer calls it. Never waits, allocates nothing.
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
        // Acquire: the read of NotBefore comes after it; NotBefore was stored before this tail. Litmus: lane and hold-back,
        // BROKEN_TAIL_ACQUIRE.
        long tail = Volatile.Read(ref _cursors->Tail);
        return _cursors->NotBefore > _shared.Head ? head : TailWord.PositionOf(tail, head);
    }

    /// <summary>The bytes that may be published before the next look at the consumer. The limit is never behind the tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Room(LaneCursors* cursors, long tail) => (uint)cursors->Limit - (uint)tail;

    // A method of its own, so that the publishing path stays small. The path needs it a few times a lap.
    private bool HasRoom(int bytes)
    {
        long tail = _cursors->Tail;
        if (Room(_cursors, tail) >= (uint)bytes) return true;

        _cursors->Limit = NextLimit(tail, bytes);
        return Room(_cursors, tail) >= (uint)bytes;
    }

    // When a thread ends, its change of state is a full fence in the CLR; the compare-and-swap of the lease is one here. So a thread that
    // sees the holder ended and wins the lease sees the holder's last tail. Litmus: lane-lease, BROKEN_THREAD_END.
    private static bool IsDead(object holder) => holder is Thread { IsAlive: false };
}
