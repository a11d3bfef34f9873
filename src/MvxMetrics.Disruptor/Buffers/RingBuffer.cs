using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// One preallocated block of pinned memory, cut into lanes. Producers publish through it, one consumer drains every lane.
/// <code>
///  | pad | shared lane: cursors, slots | lane 0: cursors, slots | lane 1 | ... | pad |
/// </code>
/// Pinned managed memory instead of native memory: it lives exactly as long as a lane or a producer in the middle of a
/// publication can reach it, so closing needs no handshake with producers.
/// </summary>
internal sealed unsafe class RingBuffer
{
    /// <summary>A token that no thread ever has: comparing against it always fails. It stands where publishing is closed.</summary>
    public const long ClosedToken = -1;

    private static long s_lastToken;

    private readonly byte[] _block;
    private readonly Lane[] _lanes;
    private readonly RingBufferShape _shape;

    /// <summary>
    /// Lanes with an index below this have been leased once. Raised before the first publication into a lane, read by
    /// the consumer each pass; reading it late only delays a new lane by a pass.
    /// </summary>
    private int _lanesTouched;

    /// <summary>Allocates the block and cuts the lanes. The only allocation of memory for events, ever.</summary>
    public RingBuffer(in RingBufferShape shape)
    {
        _shape = shape;
        Token = Interlocked.Increment(ref s_lastToken);
        Signal = new ConsumerSignal();

        // Uninitialized: lanes need no zeroes, so their pages stay untouched until a thread leases them.
        _block = GC.AllocateUninitializedArray<byte>(checked((int)shape.TotalBytes), pinned: true);
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_block));
        byte* next = (byte*)(((nint)start + CacheLine.Separation - 1) & ~(CacheLine.Separation - 1));

        // Zeroed: a lap stamp of zero means "not published yet".
        new Span<byte>(next, checked((int)shape.SharedLaneBytes)).Clear();
        Shared = new SharedLane(this, (LaneCursors*)next, next + sizeof(LaneCursors), shape.SharedLaneCapacity, shape.SlotSize);
        next += shape.SharedLaneBytes;

        _lanes = new Lane[shape.UsableLanes];
        for (int i = 0; i < _lanes.Length; i++, next += shape.LaneBytes)
            _lanes[i] = new Lane(this, Shared, (LaneCursors*)next, next + sizeof(LaneCursors), shape.LaneCapacity, shape.SlotSize);

        if (shape.Mode == ProducerMode.Single)
        {
            SingleLane = _lanes[0];
            SingleLane.TryLease(this);
            _lanesTouched = 1;
        }
    }

    /// <summary>What tells this buffer from any other that ever was; positive.</summary>
    public long Token { get; }

    /// <summary>How the consumer is woken.</summary>
    public ConsumerSignal Signal { get; }

    /// <summary>The lane for any number of threads.</summary>
    public SharedLane Shared { get; }

    /// <summary>The one lane of <see cref="ProducerMode.Single"/>, otherwise null.</summary>
    public Lane? SingleLane { get; }

    /// <summary>How producers share the buffer.</summary>
    public ProducerMode Mode => _shape.Mode;

    /// <summary>Bytes of the block; fixed at construction.</summary>
    public long MemoryBytes => _block.LongLength;

    /// <summary>Largest event in bytes that fits a slot.</summary>
    public int PayloadBytes => _shape.SlotSize - SlotHeader.Size;

    /// <summary>Bytes of a slot.</summary>
    public int SlotSize => _shape.SlotSize;

    /// <summary>The lanes that have been leased at least once. Any thread.</summary>
    public ReadOnlySpan<Lane> TouchedLanes => _lanes.AsSpan(0, Volatile.Read(ref _lanesTouched));

    /// <summary>Private lanes of this buffer.</summary>
    public int LaneCount => _lanes.Length;

    /// <summary>Leases a lane to a holder, or answers null when all are taken. Any thread; never waits.</summary>
    public Lane? TryLease(object holder)
    {
        if (Mode != ProducerMode.Striped) return null;

        for (int i = 0; i < _lanes.Length; i++)
        {
            if (!_lanes[i].TryLease(holder)) continue;

            int touched = Volatile.Read(ref _lanesTouched);
            while (touched <= i)
                touched = Interlocked.CompareExchange(ref _lanesTouched, i + 1, touched) == touched ? i + 1 : Volatile.Read(ref _lanesTouched);
            return _lanes[i];
        }

        return null;
    }

    /// <summary>
    /// Publishes one event for the calling thread, by whatever way the mode and the free lanes allow; false when there
    /// is no room. The path behind the inlined one: it finds or leases the thread's lane. Never waits; allocates only
    /// when a thread comes here for the first time.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryPublish<T>(ulong tag, in T payload)
        where T : unmanaged
    {
        bool published = Mode switch
        {
            ProducerMode.Striped => ProducerSeats.SeatAt(this).TryPublish(this, tag, in payload),
            ProducerMode.Single => SingleLane!.TryPublish(tag, in payload),
            _ => Shared.TryPublish(tag, in payload, out _),
        };
        GC.KeepAlive(this); // the block, until the last store into it
        return published;
    }

    /// <summary>Counts unconsumed events by tag, see <see cref="SlotRing.CountPending"/>. Any thread.</summary>
    public long CountPending(int shift, ulong value)
    {
        long count = Shared.CountPending(shift, value);
        foreach (Lane lane in TouchedLanes) count += lane.CountPending(shift, value);
        GC.KeepAlive(this);
        return count;
    }

    /// <summary>Events ever published (private lanes) or claimed (shared lane). Any thread.</summary>
    public long CountPublished()
    {
        long count = Shared.Tail;
        foreach (Lane lane in TouchedLanes) count += lane.Tail;
        GC.KeepAlive(this);
        return count;
    }

    /// <summary>Private lanes held by a live producer. Any thread.</summary>
    public int CountLeased()
    {
        int count = 0;
        foreach (Lane lane in TouchedLanes)
            if (lane.IsLeased) count++;
        return count;
    }

    /// <summary>
    /// Cuts all lanes off, so that threads that once published here keep none of its memory. Any thread, after
    /// publishing was closed; producers in the middle of a publication finish it.
    /// </summary>
    public void Retire()
    {
        foreach (Lane lane in _lanes) lane.Retire();
        Shared.Retire();
    }
}
