using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Lanes in pinned memory. Producers publish through them, one consumer drains every lane. A lane's memory is allocated when
/// it is leased first, the shared lane's when it is used first, within what is known at construction; none of it is given
/// back before the ring buffer is garbage.
/// <para>
/// Pinned managed memory instead of native memory: it lives exactly as long as a lane or a producer in the middle of a
/// publication can reach it, so closing needs no handshake with producers.
/// </para>
/// </summary>
internal sealed unsafe class RingBuffer
{
    /// <summary>A token that no thread ever has: comparing against it always fails. It stands where publishing is closed.</summary>
    public const long ClosedToken = -1;

    private static long s_lastToken;

    private readonly RingBufferShape _shape;

    /// <summary>
    /// The private lanes that were leased at least once, in their places; null: not yet. Written once with release by the
    /// thread that won the place in <see cref="_claims"/>, read with acquire on any thread.
    /// </summary>
    private readonly Lane?[] _lanes;

    /// <summary>1: a thread makes, or has made, the lane of this place. Changed by compare-and-swap.</summary>
    private readonly int[] _claims;

    /// <summary>Keeps the lanes' memory alive. Written before the lane is stored.</summary>
    private readonly LaneMemory?[] _memory;

    /// <summary>
    /// The shared lane's cursors, in memory of a lane without records. Its records stand in <see cref="_sharedMemory"/>.
    /// </summary>
    private readonly LaneMemory _sharedCursors;

    /// <summary>The shared lane's records, null until it is used. Set once by compare-and-swap.</summary>
    private LaneMemory? _sharedMemory;

    /// <summary>
    /// Lanes with an index below this may have been leased. Raised before the first publication into a lane, read by
    /// the consumer each pass; reading it late only delays a new lane by a pass.
    /// </summary>
    private int _lanesTouched;

    /// <summary>Makes the buffer. Takes the memory of lanes that the mode is certain to use; of others later.</summary>
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

    /// <summary>What tells this buffer from any other that ever was; positive.</summary>
    public long Token { get; }

    /// <summary>How the consumer is woken.</summary>
    public ConsumerSignal Signal { get; }

    /// <summary>What spares producers the page faults of a lane's first lap.</summary>
    public PagePrefault Prefault { get; } = new();

    /// <summary>The lane for any number of threads.</summary>
    public SharedLane Shared { get; }

    /// <summary>The one lane of <see cref="ProducerMode.Single"/>, otherwise null.</summary>
    public Lane? SingleLane { get; }

    /// <summary>How producers share the buffer.</summary>
    public ProducerMode Mode => _shape.Mode;

    /// <summary>Most bytes that all lanes take together; fixed at construction.</summary>
    public long MemoryBytes => _shape.TotalBytes;

    /// <summary>The places of lanes that have been leased; one may be null while its lane is being made. Any thread.</summary>
    public ReadOnlySpan<Lane?> TouchedLanes => _lanes.AsSpan(0, Volatile.Read(ref _lanesTouched));

    /// <summary>Private lanes of this buffer.</summary>
    public int LaneCount => _lanes.Length;

    /// <summary>
    /// Leases a lane to a holder, or answers null when all are taken or there is no memory for another. Any thread; never
    /// waits; allocates a lane's memory when it is the first to lease it.
    /// </summary>
    /// <param name="holder">Who holds it.</param>
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
    /// Publishes one event for the calling thread, by whatever way the mode and the free lanes allow; false when there
    /// is no room. The path behind the inlined one: it finds or leases the thread's lane. Never waits; allocates only
    /// when a thread comes here for the first time.
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
        GC.KeepAlive(this); // the memory, until the last store into it
        return published;
    }

    /// <summary>Sees to it that the shared lane has memory; false when there is none. Any thread.</summary>
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

    /// <summary>Counts unconsumed events by tag, see <see cref="RecordRing.CountPending"/>. Any thread.</summary>
    public long CountPending(int shift, ulong value)
    {
        long count = Shared.CountPending(shift, value);
        foreach (Lane? lane in TouchedLanes) count += lane?.CountPending(shift, value) ?? 0;
        GC.KeepAlive(this);
        return count;
    }

    /// <summary>Events ever published (private lanes) or claimed (shared lane), as producers count them. Any thread.</summary>
    public long CountPublished()
    {
        long count = Shared.Published;
        foreach (Lane? lane in TouchedLanes) count += lane?.Published ?? 0;
        GC.KeepAlive(this);
        return count;
    }

    /// <summary>Private lanes held by a live producer. Any thread.</summary>
    public int CountLeased()
    {
        int count = 0;
        foreach (Lane? lane in TouchedLanes)
            if (lane is { IsLeased: true }) count++;
        return count;
    }

    /// <summary>
    /// Cuts all lanes off, so that threads that once published here keep none of its memory. Any thread, after
    /// publishing was closed; producers in the middle of a publication finish it.
    /// </summary>
    public void Retire()
    {
        foreach (Lane? lane in TouchedLanes) lane?.Retire();
        Shared.Retire();
    }

    // Null when another thread makes this lane at the moment, or there is no memory: the caller goes on to the next place.
    private Lane? TryMakeLane(int place)
    {
        if (Interlocked.CompareExchange(ref _claims[place], 1, 0) != 0) return null;
        try
        {
            return MakeLane(place);
        }
        catch (OutOfMemoryException)
        {
            Volatile.Write(ref _claims[place], 0); // there may be some later
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

    // The consumer is woken once for a lane, by the thread that has just allocated it: pages are dearer.
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
