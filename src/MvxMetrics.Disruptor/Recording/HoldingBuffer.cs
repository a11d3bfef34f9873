namespace MvxMetrics.Disruptor;

/// <summary>
/// Slots copied out of the lanes while their recorder is starting, in the order in which the loop met them. Made only
/// then. The loop's thread only.
/// </summary>
internal sealed unsafe class HoldingBuffer
{
    private readonly byte[] _slots;
    private readonly int _stride;
    private readonly int _capacity;

    public HoldingBuffer(int capacity, int stride)
    {
        _capacity = capacity;
        _stride = stride;
        _slots = GC.AllocateUninitializedArray<byte>(checked(capacity * stride), pinned: true);
    }

    /// <summary>Events kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps as many of these events as fit; returns how many.</summary>
    public int Add(byte* slots, int count)
    {
        int taken = Math.Min(count, _capacity - Count);
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
                int run = 1;
                while (i + run < Count && SlotHeader.TagOf(*(ulong*)(slot + ((long)run * _stride))) == tag) run++;
                pipeline.Consume(tag, slot, run, _stride);
                i += run;
            }
        }
    }
}
