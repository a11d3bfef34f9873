namespace MvxMetrics.Disruptor;

/// <summary>
/// Records copied out of the lanes while their recorder is starting: the held events. They keep the order in which the loop took them, and
/// each has its header. The buffer is made only then, and grows as needed up to its capacity. The loop's thread only.
/// </summary>
internal sealed unsafe class HoldingBuffer(int capacity)
{
    /// <summary>The largest capacity: an array has room for this many of the longest records.</summary>
    public static readonly int MaxEvents = Array.MaxLength / RecordHeader.LongestRecord;

    private const int FirstBytes = 4096;

    private byte[] _records = [];
    private int _bytes;

    /// <summary>The number of held events.</summary>
    public int Count { get; private set; }

    /// <summary>Holds as many of these events as there is room and memory for. Returns how many.</summary>
    public int Add(in RecordRun run)
    {
        int recordBytes = RecordHeader.BytesOf(run.Header);
        int taken = Math.Min(run.Count, capacity - Count);
        long bytes = _bytes + ((long)taken * recordBytes);
        if (bytes > _records.Length && !TryGrow(bytes)) return 0;

        fixed (byte* first = _records)
        {
            byte* record = first + _bytes;
            for (int i = 0; i < taken; i++, record += recordBytes)
            {
                *(ulong*)record = run.Header;
                Buffer.MemoryCopy(run.First + ((long)i * run.Stride), record + RecordHeader.Size, run.PayloadBytes, run.PayloadBytes);
            }
        }

        _bytes = (int)bytes;
        Count += taken;
        return taken;
    }

    /// <summary>Gives all events to a pipeline, in runs of equal headers.</summary>
    public void ReplayInto(RecorderPipeline pipeline)
    {
        fixed (byte* first = _records)
        {
            byte* end = first + _bytes;
            for (byte* record = first; record < end;)
            {
                ulong header = *(ulong*)record;
                int bytes = RecordHeader.BytesOf(header);
                byte* next = record + bytes;
                int count = 1;
                for (; count < RecorderPipeline.LongestRun && next < end && *(ulong*)next == header; count++) next += bytes;
                pipeline.Replay(new RecordRun(header, record + RecordHeader.Size, count, bytes));
                record = next;
            }
        }
    }

    // The loop must survive a lack of memory: then the events are discarded and counted.
    private bool TryGrow(long bytes)
    {
        try
        {
            long most = Math.Min((long)capacity * RecordHeader.LongestRecord, Array.MaxLength);
            Array.Resize(ref _records, (int)Math.Min(most, Math.Max(FirstBytes, Math.Max(bytes, 2L * _bytes))));
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }
}
