using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A ring of records of variable length with one consumer: the common part of private and shared lanes. Positions count bytes from zero.
/// They only grow, and never wrap in practice (2^63 bytes).
/// <code>
///   | record | record | ...                       | rec:ord |      a record begins at position &amp; mask
///   0                                      capacity  overhang    the last one of a lap lies in one piece all the same,
///        ^ where the next lap begins: behind that last record    and the next lap begins where its position says
/// </code>
/// So neither side tests for the end of the ring, and no record exists only to fill the ring up to its end.
/// </summary>
internal abstract unsafe class RecordRing
{
    /// <summary>
    /// The part of a lap that a limit reaches ahead at most: one eighth. So a producer looks at the consumer eight times a lap and can wake
    /// it before the ring is full. Between these looks, publishing pays nothing for them.
    /// </summary>
    public const int LooksPerLap = 8;

    /// <summary>The bytes of the smallest page of any system.</summary>
    private const int SmallestPage = 4096;

    private protected readonly LaneCursors* _cursors;
    private readonly ConsumerSignal _signal;

    /// <summary>
    /// By how much a limit may be short of an eighth. The producer looks when its next record does not fit before the limit; without this
    /// slack the next look would come an eighth later.
    /// </summary>
    private readonly int _slack;

    /// <summary>The bytes of the ring whose pages have memory for certain. Consumer only.</summary>
    private int _prefaulted;

    /// <summary>
    /// The ring buffer to which this lane belongs. Null after <see cref="Retire"/>, so that threads that once published here do not keep
    /// its memory. <see cref="Retire"/> writes it on any thread. A producer that read the old value finishes in memory that stays valid,
    /// because a publishing thread holds the ring buffer until its last store.
    /// </summary>
    public RingBuffer? Ring;

    /// <summary>The bytes of records that this ring holds, a power of two.</summary>
    public readonly int Capacity;

    /// <summary>The share of one byte in the whole ring. It is exact.</summary>
    public readonly double ByteShare;

    private protected RecordRing(RingBuffer ring, LaneCursors* cursors, byte* records, int capacity, long firstPosition)
    {
        Ring = ring;
        Capacity = capacity;
        ByteShare = 1.0 / capacity;
        _slack = Math.Min(RecordHeader.LongestRecord, capacity / (32 * LooksPerLap));
        _signal = ring.Signal;
        _cursors = cursors;
        *cursors = default;
        cursors->Records = records;
        cursors->Mask = capacity - 1;
        cursors->Tail = cursors->Limit = cursors->Head = firstPosition;
    }

    /// <summary>The lane's cursors, in memory of <see cref="Ring"/>.</summary>
    public LaneCursors* Cursors => _cursors;

    /// <summary>The position of the next record to consume. Any thread. Read with acquire.</summary>
    public long Head => Volatile.Read(ref _cursors->Head);

    /// <summary>
    /// The position behind the last record that was published (private lane) or claimed (shared lane). Any thread. Read with acquire.
    /// </summary>
    public long Tail
    {
        get
        {
            ReadEnds(out long head, out long tail);
            return TailWord.PositionOf(tail, head);
        }
    }

    /// <summary>
    /// The events ever published (private lane) or claimed (shared lane), by the producers' own count. Any thread. Read with acquire.
    /// </summary>
    public long Published
    {
        get
        {
            long consumed = Volatile.Read(ref _cursors->Consumed);
            ReadEnds(out long head, out long tail);

            // The count has 32 bits. The consumer's count is used only to find the upper bits.
            return consumed + (int)(TailWord.EventsOf(tail, TailWord.PositionOf(tail, head)) - (uint)consumed);
        }
    }

    /// <summary>The events that wait to be consumed. Consumer only.</summary>
    public long Waiting
    {
        get
        {
            long tail = Volatile.Read(ref _cursors->Tail);
            return TailWord.EventsOf(tail, TailWord.PositionOf(tail, _cursors->Head)) - (uint)_cursors->Consumed;
        }
    }

    /// <summary>
    /// Zero, or the header that all records would have: then they are bare. Consumer: read it after the acquire of a tail that shows an
    /// event. Litmus: lane-lease, BROKEN_BOUND_ORDER.
    /// </summary>
    public ulong BoundHeader => _cursors->BoundHeader;

    /// <summary>
    /// The position up to which records can be consumed. Consumer only. An acquire: the bytes of these records, and everything that their
    /// producers did before, are visible after it.
    /// </summary>
    /// <param name="head">The consumer's position.</param>
    /// <param name="maxEvents">How many events the consumer will take. It need not look for more.</param>
    public abstract long PublishedEnd(long head, int maxEvents);

    /// <summary>Whether an event waits to be consumed. Consumer only.</summary>
    public bool HasPublished()
    {
        long head = _cursors->Head;
        return (uint)Volatile.Read(ref _cursors->Tail) != (uint)head && PublishedEnd(head, 1) != head;
    }

    /// <summary>How full the ring is, 0 to 1. Consumer only.</summary>
    public double Fullness => (Tail - _cursors->Head) * ByteShare;

    /// <summary>The address of the record at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* RecordAt(long position) => _cursors->Records + (position & _cursors->Mask);

    /// <summary>The first position that is not behind this one in memory: there the records of the next lap begin.</summary>
    public long LapEnd(long position) => (position | _cursors->Mask) + 1;

    /// <summary>
    /// Releases all records before a position: producers may use their room again. Consumer only. Written with release: see
    /// <see cref="LaneCursors.Head"/>. Litmus: lane, shared-lane and lane-lease, BROKEN_HEAD_RELEASE.
    /// </summary>
    /// <param name="position">The consumer's new position.</param>
    /// <param name="events">The number of events that it has passed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release(long position, int events)
    {
        Volatile.Write(ref _cursors->Consumed, _cursors->Consumed + events);
        Volatile.Write(ref _cursors->Head, position);
    }

    /// <summary>
    /// Counts unconsumed events whose tag satisfies <c>tag &gt;&gt; shift == value</c>. Any thread. The count is exact while nobody
    /// publishes or consumes. Otherwise it is at most the number that were pending when it began, and at least the number of those that are
    /// still pending when it ends. It visits each header of the pending events once.
    /// <para>
    /// The consumer may pass the walker, and then a producer may overwrite what the walker is about to read. So the walker looks at the
    /// consumer after it has read a header, and counts the header only if the consumer has not passed it. If it has, everything counted so
    /// far is consumed, and the count starts again from zero at the consumer's position. Litmus: header-walk, BROKEN_WALK_CHECK,
    /// BROKEN_WALK_BARRIER; for a bound lane BROKEN_BOUND_CHECK, BROKEN_BOUND_BARRIER.
    /// </para>
    /// </summary>
    public long CountPending(int shift, ulong value)
    {
        ReadEnds(out long head, out long tail);
        long end = TailWord.PositionOf(tail, head);
        if (end == head) return 0;

        ulong bound = _cursors->BoundHeader; // after the acquire of the tail that shows an event
        if (bound != 0)
        {
            if (RecordHeader.TagOf(bound) >> shift != value) return 0;
            Volatile.ReadBarrier(); // as below: it is the header of that tail only if some of its events are still there
            long left = end - Volatile.Read(ref _cursors->Head);
            return Math.Max(0, left) / (RecordHeader.BytesOf(bound) - RecordHeader.Size);
        }

        long count = 0;
        for (long position = head; position < end;)
        {
            ulong header = Volatile.Read(ref *(ulong*)RecordAt(position));
            Volatile.ReadBarrier(); // orders the bound header and the header before the look at the consumer
            long now = Volatile.Read(ref _cursors->Head);
            if (now > position)
            {
                (position, count) = (now, 0);
                continue;
            }

            if (header == 0) break; // claimed and not published: nobody can see what is behind it
            if (RecordHeader.TagOf(header) >> shift == value) count++;
            position += RecordHeader.BytesOf(header);
        }

        return count;
    }

    /// <summary>
    /// Touches the next untouched pages of the ring without changing them. It uses a locked operation that changes nothing, so a producer
    /// may write to the same word meanwhile. Consumer only.
    /// </summary>
    /// <param name="pages">The most pages to touch.</param>
    /// <returns>Whether no untouched pages are left.</returns>
    public bool Prefault(int pages)
    {
        byte* records = _cursors->Records;
        if (records == null) return true; // nobody has used the shared lane; it is announced again when it has memory
        for (; pages > 0 && _prefaulted < Capacity; pages--, _prefaulted += SmallestPage)
            Interlocked.Or(ref *(long*)(records + _prefaulted), 0);
        return _prefaulted >= Capacity;
    }

    /// <summary>
    /// Cuts the lane off from its memory. Nobody can reach the memory any more; it is freed when the last producer has left it.
    /// </summary>
    public void Retire() => Volatile.Write(ref Ring, null);

    /// <summary>
    /// Whether this many eighths of the ring are in use. Then producers wake a parked consumer, and a consumer that checks before it parks
    /// does not park. Both must ask the same question, or a wake-up could be missed.
    /// </summary>
    public bool IsPressed(long tail, long head, int eighths) =>
        (tail - head + _slack) * LooksPerLap >= (long)eighths * Capacity;

    /// <summary>Does the same as <see cref="IsPressed(long, long, int)"/>, for the consumer.</summary>
    public bool IsPressed(int eighths) => IsPressed(Tail, _cursors->Head, eighths);

    /// <summary>
    /// The next limit of a producer that needs room for a record at a tail. Litmus: lane and shared-lane, BROKEN_LIMIT,
    /// BROKEN_HEAD_ACQUIRE; parking, BROKEN_FULL_WAKE.
    /// </summary>
    /// <returns>A position. Its distance to the tail is the room, which may be too small.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected long NextLimit(long tail, int bytes)
    {
        long head = Head;
        long position = TailWord.PositionOf(tail, head);
        long end = head + Capacity;
        if (end - position < bytes) _signal.WakeIfParked(); // full: for whatever reason the consumer sleeps
        else _signal.WakeIfPressed(this, position, head);
        return Math.Min(end, position + Math.Max(bytes, Capacity / LooksPerLap));
    }

    // Reads both ends of one moment: the head did not move while the tail was read. The consumer moves the head once for each run, so a
    // second attempt is rare. Litmus: lane, BROKEN_SECOND_LOOK, BROKEN_ENDS_HEAD_ACQUIRE, BROKEN_ENDS_TAIL_ACQUIRE.
    private void ReadEnds(out long head, out long tail)
    {
        do
        {
            head = Head;
            tail = Volatile.Read(ref _cursors->Tail);
        }
        while (head != Volatile.Read(ref _cursors->Head));
    }
}
