using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Lanes in pinned memory. Producers publish into them, and one consumer drains every lane. The memory of a lane is allocated at its first
/// lease, that of the shared lane at its first use. The total is at most what is known at construction. No memory is returned before the
/// ring buffer is garbage.
/// <para>
/// The memory is pinned and managed, not native. So it lives exactly as long as a lane, or a producer in the middle of a publication, can
/// reach it, and closing needs no handshake with producers.
/// </para>
/// </summary>
internal sealed unsafe class RingBuffer
{
    /// <summary>A token that no thread ever has: every comparison with it fails. It is used where publishing is closed.</summary>
    public const long ClosedToken = -1;

    private static long s_lastToken;

    private readonly RingBufferShape _shape;

    /// <summary>
    /// The private lanes that were leased at least once, in their places. Null: not leased yet. The thread that won the place in
    /// <see cref="_claims"/> writes it once with release. Any thread reads it with acquire.
    /// </summary>
    private readonly Lane?[] _lanes;

    /// <summary>1: a thread is making the lane of this place, or has made it. Changed by compare-and-swap.</summary>
    private readonly int[] _claims;

    /// <summary>Keeps the lanes' memory alive. Written before the lane is stored.</summary>
    private readonly LaneMemory?[] _memory;

    /// <summary>
    /// The cursors of the shared lane, in the memory of a lane without records. Its records are in <see cref="_sharedMemory"/>.
    /// </summary>
    private readonly LaneMemory _sharedCursors;

    /// <summary>The records of the shared lane; null until the first use. Set once by compare-and-swap.</summary>
    private LaneMemory? _sharedMemory;

    /// <summary>
    /// Lanes with an index below this number may have been leased. It is raised before the first publication into a lane, and the consumer
    /// reads it in each pass. If the consumer reads it late, a new lane waits for one pass more.
    /// </summary>
    private int _lanesTouched;

    /// <summary>
    /// Makes the ring buffer. It takes the memory of the lanes that the mode certainly uses. Other lanes take theirs later.
    /// </summary>
    public RingBuffer(in RingBufferShape shape)
    {
        _shape = shape;
        Token = Interlocked.Increment(ref s_lastToken);
        Signal = new ConsumerSignal();
        _sharedCursors = new LaneMemory(0, isZeroed: false);
        Shared = new SharedLane(this, _sharedCursors.Cursors, shape.SharedLaneBytes, shape.FirstPosition);
        _lanes = new Lane?[shape.UsableLanes];
        _claims = new int[shape.UsableLanes];
        _memory = new LaneMemory?[shape.UsableLanes];

        if (shape.Mode == ProducerMode.Ordered) TakeSharedLaneMemory();
        if (shape.Mode != ProducerMode.Single) return;

        SingleLane = MakeLane(0);
        SingleLane.TryLease(this);
        _lanesTouched = 1;
    }

    /// <summary>A positive number that no other ring buffer has or had.</summary>
    public long Token { get; }

    /// <summary>The signal that wakes the consumer.</summary>
    public ConsumerSignal Signal { get; }

    /// <summary>Saves producers the page faults of a lane's first lap.</summary>
    public PagePrefault Prefault { get; } = new();

    /// <summary>The lane for any number of threads.</summary>
    public SharedLane Shared { get; }

    /// <summary>The one lane of <see cref="ProducerMode.Single"/>, otherwise null.</summary>
    public Lane? SingleLane { get; }

    /// <summary>How producers share the ring buffer.</summary>
    public ProducerMode Mode => _shape.Mode;

    /// <summary>The bytes that all lanes together take at most. Fixed at construction.</summary>
    public long MemoryBytes => _shape.TotalBytes;

    /// <summary>The places of the lanes that have been leased. A place may be null while its lane is being made. Any thread.</summary>
    public ReadOnlySpan<Lane?> TouchedLanes => _lanes.AsSpan(0, Volatile.Read(ref _lanesTouched));

    /// <summary>The number of private lanes.</summary>
    public int LaneCount => _lanes.Length;

    /// <summary>
    /// Leases a lane to a holder. Null when all lanes are taken, or when there is no memory for another lane. Any thread. Never waits. The
    /// first lease of a lane allocates its memory.
    /// </summary>
    /// <param name="holder">The holder.</param>
    /// <param name="boundHeader">See <see cref="Lane.TryLease"/>.</param>
    public Lane? TryLease(object holder, ulong boundHeader = 0)
    {
        if (Mode != ProducerMode.Striped) return null;

        for (int i = 0; i < _lanes.Length; i++)
        {
            Lane? lane = Volatile.Read(ref _lanes[i]) ?? TryMakeLane(i);
            if (lane is null || !lane.TryLease(holder, boundHeader)) continue;

            ShowLanes(i + 1);
            return lane;
        }

        return null;
    }

    /// <summary>
    /// Publishes one event for the calling thread, through its private lane or the shared lane, as the mode and the free lanes allow. False
    /// when there is no room. This is the path behind the inlined one: it finds or leases the thread's lane. It never waits. It allocates
    /// only when a thread comes here for the first time.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryPublish<T>(ulong header, in T payload)
        where T : unmanaged
    {
        bool published = Mode switch
        {
            ProducerMode.Striped => ThreadLanes.At(this).TryPublish(this, header, in payload),
            ProducerMode.Single => SingleLane!.TryPublish(header, in payload),
            _ => Shared.TryPublish(header, in payload),
        };
        GC.KeepAlive(this); // keeps the memory until the last store into it
        return published;
    }

    /// <summary>Makes sure that the shared lane has memory. False when there is none. Any thread.</summary>
    public bool TryGiveSharedLaneMemory()
    {
        try
        {
            TakeSharedLaneMemory();
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false; // as if the lane were full: the event is dropped and counted
        }
    }

    /// <summary>Counts unconsumed events by tag: see <see cref="RecordRing.CountPending"/>. Any thread.</summary>
    public long CountPending(int shift, ulong value)
    {
        long count = Shared.CountPending(shift, value);
        foreach (Lane? lane in TouchedLanes) count += lane?.CountPending(shift, value) ?? 0;
        GC.KeepAlive(this);
        return count;
    }

    /// <summary>The events ever published (private lanes) or claimed (shared lane), as producers count them. Any thread.</summary>
    public long CountPublished()
    {
        long count = Shared.Published;
        foreach (Lane? lane in TouchedLanes) count += lane?.Published ?? 0;
        GC.KeepAlive(this);
        return count;
    }

    /// <summary>The number of private lanes that a live producer holds. Any thread.</summary>
    public int CountLeased()
    {
        int count = 0;
        foreach (Lane? lane in TouchedLanes)
            if (lane is { IsLeased: true }) count++;
        return count;
    }

    /// <summary>
    /// Cuts all lanes off from their memory, so that threads that once published here keep none of it. Any thread, after publishing was
    /// closed. Producers in the middle of a publication finish it.
    /// </summary>
    public void Retire()
    {
        foreach (Lane? lane in TouchedLanes) lane?.Retire();
        Shared.Retire();
    }

    // Null when another thread is making this lane, or when there is no memory. Then the caller goes on to the next place.
    private Lane? TryMakeLane(int place)
    {
        if (Interlocked.CompareExchange(ref _claims[place], 1, 0) != 0) return null;
        try
        {
            return MakeLane(place);
        }
        catch (OutOfMemoryException)
        {
            Volatile.Write(ref _claims[place], 0); // there may be memory later
            return null;
        }
    }

    private Lane MakeLane(int place)
    {
        LaneMemory memory = new(_shape.LaneBytes, isZeroed: false);
        _memory[place] = memory;
        Lane lane = new(this, Shared, memory.Cursors, memory.Records, _shape.LaneBytes, _shape.FirstPosition);
        Volatile.Write(ref _lanes[place], lane);
        Prefault.Announce();
        return lane;
    }

    // The thread that allocated the lane wakes the consumer, once for each lane: the pages cost more than that.
    private void ShowLanes(int count)
    {
        int touched = Volatile.Read(ref _lanesTouched);
        if (touched >= count) return;

        while (touched < count)
        {
            int found = Interlocked.CompareExchange(ref _lanesTouched, count, touched);
            if (found == touched) break;
            touched = found;
        }

        Prefault.Announce();
        Signal.WakeIfParked();
    }

    private void TakeSharedLaneMemory()
    {
        LaneMemory? memory = Volatile.Read(ref _sharedMemory);
        if (memory is null)
        {
            LaneMemory made = new(_shape.SharedLaneBytes, isZeroed: true);
            memory = Interlocked.CompareExchange(ref _sharedMemory, made, null) ?? made;
        }

        Shared.GiveMemory(memory.Records);
        Prefault.Announce();
    }
}
