namespace MvxMetrics.Disruptor;

/// <summary>
/// Slots copied out of the lanes while their recorder is starting, in the order in which the loop met them. Made only
/// then, and grows with need up to its capacity. The loop's thread only.
/// </summary>
internal sealed unsafe class HoldingBuffer
{
    private const int FirstEvents = 64;

    private readonly int _stride;
    private readonly int _capacity;
    private byte[] _slots = [];

    public HoldingBuffer(int capacity, int stride)
    {
        _capacity = capacity;
        _stride = stride;
    }

    /// <summary>Events kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps as many of these events as fit, or as there is memory for; returns how many.</summary>
    public int Add(byte* slots, int count)
    {
        int taken = Math.Min(count, _capacity - Count);
        if ((long)(Count + taken) * _stride > _slots.Length && !TryGrow(Count + taken)) return 0;

        new ReadOnlySpan<byte>(slots, taken * _stride).CopyTo(_slots.AsSpan(Count * _stride));
        Count += taken;
        return taken;
    }

    /// <summary>Gives all events, run by run of equal tags, to a pipeline.</summary>
    public void ReplayInto(RecorderPipeline pipeline)
    {
        fixed (byte* first = _slots)
        {
            for (int i = 0; i < Count;)
            {
                byte* slot = first + ((long)i * _stride);
                ulong tag = SlotHeader.TagOf(*(ulong*)slot);
                int longest = Math.Min(Count - i, RecorderPipeline.LongestRun);
                int run = 1;
                while (run < longest && SlotHeader.TagOf(*(ulong*)(slot + ((long)run * _stride))) == tag) run++;
                pipeline.Replay(tag, slot, run, _stride);
                i += run;
            }
        }
    }

    // The loop must survive a lack of memory: the events are then discarded and counted.
    private bool TryGrow(int events)
    {
        try
        {
            int room = (int)Math.Min(_capacity, Math.Max(FirstEvents, Math.Max(events, 2L * Count)));
            Array.Resize(ref _slots, room * _stride);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }
}
