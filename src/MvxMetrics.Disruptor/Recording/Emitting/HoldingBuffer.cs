namespace MvxMetrics.Disruptor;

/// <summary>
/// Records copied out of the lanes while their recorder is starting, in the order in which the loop met them, each with its
/// header. Made only then, and grows with need up to its capacity. The loop's thread only.
/// </summary>
internal sealed unsafe class HoldingBuffer(int capacity)
{
    /// <summary>Largest capacity: so many of the longest records fit an array.</summary>
    public static readonly int MaxEvents = Array.MaxLength / RecordHeader.LongestRecord;

    private const int FirstBytes = 4096;

    private byte[] _records = [];
    private int _bytes;

    /// <summary>Events kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps as many of these events as fit, or as there is memory for; returns how many.</summary>
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

    /// <summary>Gives all events, run by run of equal headers, to a pipeline.</summary>
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

    // The loop must survive a lack of memory: the events are then discarded and counted.
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
