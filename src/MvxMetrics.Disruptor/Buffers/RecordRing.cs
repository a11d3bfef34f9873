using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A ring of records of variable length with one consumer: what the private and the shared lane have in common. Positions
/// count bytes from zero, only grow, and never wrap in practice (2^63 bytes).
/// <code>
///   | record | record | ...                       | rec:ord |      a record begins at position &amp; mask
///   0                                      capacity  overhang    the last one of a lap lies in one piece all the same,
///        ^ where the next lap begins: behind that last record    and the next lap begins where its position says
/// </code>
/// So neither side ever tests for the end of the ring, and there are no records that only fill it up.
/// </summary>
internal abstract unsafe class RecordRing
{
    /// <summary>
    /// The parts of a lap that a limit reaches ahead at most: a producer looks at the consumer so many times a lap, and can
    /// wake it before the ring is full, while the path without that look pays nothing for it.
    /// </summary>
    public const int LooksPerLap = 8;

    /// <summary>Bytes of the smallest page that a system has.</summary>
    private const int SmallestPage = 4096;

    private protected readonly LaneCursors* _cursors;
    private readonly ConsumerSignal _signal;

    /// <summary>
    /// What a limit may be short of an eighth: the producer comes by when its next record does not fit before it, and would
    /// otherwise be asked again an eighth later only.
    /// </summary>
    private readonly int _slack;

    /// <summary>Bytes of the ring whose pages are known to be backed. Consumer only.</summary>
    private int _prefaulted;

    /// <summary>
    /// The ring buffer this lane belongs to, null once retired, so that threads which once published here do not keep its
    /// memory. Written by <see cref="Retire"/> on any thread; a producer that read the old value finishes in memory that
    /// stays valid, since whoever publishes holds the ring buffer until its last store.
    /// </summary>
    public RingBuffer? Ring;

    /// <summary>Bytes of records that this ring holds, a power of two.</summary>
    public readonly int Capacity;

    /// <summary>What one byte is of the whole ring, exactly.</summary>
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

    /// <summary>The moving part, in memory of <see cref="Ring"/>.</summary>
    public LaneCursors* Cursors => _cursors;

    /// <summary>Position of the next record to consume. Any thread; acquire.</summary>
    public long Head => Volatile.Read(ref _cursors->Head);

    /// <summary>
    /// Position behind the last record that was published (private lane) or claimed (shared lane). Any thread; acquire.
    /// </summary>
    public long Tail
    {
        get
        {
            ReadEnds(out long head, out long tail);
            return TailWord.PositionOf(tail, head);
        }
    }

    /// <summary>Events ever published (private lane) or claimed (shared lane), by the producers' own count. Any thread; acquire.</summary>
    public long Published
    {
        get
        {
            long consumed = Volatile.Read(ref _cursors->Consumed);
            ReadEnds(out long head, out long tail);

            // The count has 32 bits; the consumer's says which of the numbers that end so is meant, and nothing more.
            return consumed + (int)(TailWord.EventsOf(tail, TailWord.PositionOf(tail, head)) - (uint)consumed);
        }
    }

    /// <summary>Events that wait. Consumer only.</summary>
    public long Waiting
    {
        get
        {
            long tail = Volatile.Read(ref _cursors->Tail);
            return TailWord.EventsOf(tail, TailWord.PositionOf(tail, _cursors->Head)) - (uint)_cursors->Consumed;
        }
    }

    /// <summary>
    /// Zero, or what all records are instead of having headers. Consumer: after the acquire of a tail that shows an event. Litmus:
    /// lane-lease, BROKEN_BOUND_ORDER.
    /// </summary>
    public ulong BoundHeader => _cursors->BoundHeader;

    /// <summary>
    /// Position up to which records can be consumed. Consumer only; an acquire: the bytes of these records, and all their
    /// producers did before, are visible after it.
    /// </summary>
    /// <param name="head">Where the consumer stands.</param>
    /// <param name="maxEvents">How many the consumer will take: looking for more is in vain.</param>
    public abstract long PublishedEnd(long head, int maxEvents);

    /// <summary>Whether an event waits to be consumed. Consumer only.</summary>
    public bool HasPublished()
    {
        long head = _cursors->Head;
        return (uint)Volatile.Read(ref _cursors->Tail) != (uint)head && PublishedEnd(head, 1) != head;
    }

    /// <summary>How much of the ring is taken, 0 to 1. Consumer only.</summary>
    public double Fullness => (Tail - _cursors->Head) * ByteShare;

    /// <summary>Address of the record at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* RecordAt(long position) => _cursors->Records + (position & _cursors->Mask);

    /// <summary>The first position that does not lie behind this one in memory: where the next lap's records begin.</summary>
    public long LapEnd(long position) => (position | _cursors->Mask) + 1;

    /// <summary>
    /// Gives all records before a position back to the producers. Consumer only; release: see <see cref="LaneCursors.Head"/>.
    /// Litmus: lane, shared-lane and lane-lease, BROKEN_HEAD_RELEASE.
    /// </summary>
    /// <param name="position">Where the consumer stands now.</param>
    /// <param name="events">How many it has passed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release(long position, int events)
    {
        Volatile.Write(ref _cursors->Consumed, _cursors->Consumed + events);
        Volatile.Write(ref _cursors->Head, position);
    }

    /// <summary>
    /// Counts unconsumed events whose tag satisfies <c>tag &gt;&gt; shift == value</c>. Any thread; exact while nobody
    /// publishes or consumes; otherwise no more than were pending at its begin, and no less than what of these still is at its
    /// end. Walks the headers of what is pending, each once.
    /// <para>
    /// The consumer may pass the walker, and a producer then overwrite what the walker is about to read. So a header counts
    /// only if the consumer, looked at after it was read, had not passed it; what was counted before is consumed by then, and
    /// counting starts anew where the consumer stands. Litmus: header-walk, BROKEN_WALK_CHECK, BROKEN_WALK_BARRIER; for a
    /// bound lane BROKEN_BOUND_CHECK, BROKEN_BOUND_BARRIER.
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
            Volatile.ReadBarrier(); // as below: it is that tail's header only if some of its events are still there
            long left = end - Volatile.Read(ref _cursors->Head);
            return Math.Max(0, left) / (RecordHeader.BytesOf(bound) - RecordHeader.Size);
        }

        long count = 0;
        for (long position = head; position < end;)
        {
            ulong header = Volatile.Read(ref *(ulong*)RecordAt(position));
            Volatile.ReadBarrier(); // bound header and header, before the look at the consumer
            long now = Volatile.Read(ref _cursors->Head);
            if (now > position)
            {
                (position, count) = (now, 0);
                continue;
            }

            if (header == 0) break; // claimed and not published: nobody sees what is behind it either
            if (RecordHeader.TagOf(header) >> shift == value) count++;
            position += RecordHeader.BytesOf(header);
        }

        return count;
    }

    /// <summary>
    /// Touches the next pages of the ring that were not touched yet, without changing them: a locked operation that changes
    /// nothing, so that a producer may write to the same word meanwhile. Consumer only.
    /// </summary>
    /// <param name="pages">How many at most.</param>
    /// <returns>Whether none are left.</returns>
    public bool Prefault(int pages)
    {
        byte* records = _cursors->Records;
        if (records == null) return true; // a shared lane that nobody has used: announced again when it has memory
        for (; pages > 0 && _prefaulted < Capacity; pages--, _prefaulted += SmallestPage)
            Interlocked.Or(ref *(long*)(records + _prefaulted), 0);
        return _prefaulted >= Capacity;
    }

    /// <summary>Cuts the lane off its memory: it can be reached no longer, and the last one out frees it.</summary>
    public void Retire() => Volatile.Write(ref Ring, null);

    /// <summary>
    /// Whether so many eighths of the ring are taken: then producers wake a parked consumer, and a consumer that looks
    /// before it parks does not. Both must ask the same, or a wake-up could be missed.
    /// </summary>
    public bool IsPressed(long tail, long head, int eighths) =>
        (tail - head + _slack) * LooksPerLap >= (long)eighths * Capacity;

    /// <summary>As <see cref="IsPressed(long, long, int)"/>, for the consumer.</summary>
    public bool IsPressed(int eighths) => IsPressed(Tail, _cursors->Head, eighths);

    /// <summary>
    /// The next limit of a producer that wants room for a record at a tail. Litmus: lane and shared-lane, BROKEN_LIMIT,
    /// BROKEN_HEAD_ACQUIRE; parking, BROKEN_FULL_WAKE.
    /// </summary>
    /// <returns>A position: room is the distance to the tail, which may be too little.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected long NextLimit(long tail, int bytes)
    {
        long head = Head;
        long position = TailWord.PositionOf(tail, head);
        long end = head + Capacity;
        if (end - position < bytes) _signal.WakeIfParked(); // full: whatever the consumer waits for
        else _signal.WakeIfPressed(this, position, head);
        return Math.Min(end, position + Math.Max(bytes, Capacity / LooksPerLap));
    }

    // Both ends of one moment: a head that did not move while the tail was read. The consumer moves it once a run, so a second
    // attempt is rare. Litmus: lane, BROKEN_SECOND_LOOK, BROKEN_ENDS_HEAD_ACQUIRE, BROKEN_ENDS_TAIL_ACQUIRE.
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
