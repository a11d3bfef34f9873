namespace MvxMetrics.Disruptor;

/// <summary>
/// Records that follow each other in one piece of memory and would have equal headers: of one type, for one receiver. Valid
/// until their lane is released beyond them.
/// </summary>
/// <param name="header">The header of each, whether it stands in memory or not.</param>
/// <param name="first">The first payload.</param>
/// <param name="count">How many.</param>
/// <param name="stride">Bytes from one payload to the next.</param>
internal readonly unsafe ref struct RecordRun(ulong header, byte* first, int count, int stride)
{
    /// <summary>The header of each.</summary>
    public ulong Header => header;

    /// <summary>The tag of each.</summary>
    public ulong Tag => RecordHeader.TagOf(header);

    /// <summary>The first payload.</summary>
    public byte* First => first;

    /// <summary>How many there are, positive.</summary>
    public int Count => count;

    /// <summary>Bytes from one payload to the next.</summary>
    public int Stride => stride;

    /// <summary>Bytes of one payload, rounded up to whole words.</summary>
    public int PayloadBytes => RecordHeader.BytesOf(header) - RecordHeader.Size;

    /// <summary>
    /// The run that begins at a record of a lane. The consumer, which has seen that the records up to the end are published.
    /// </summary>
    /// <param name="lane">The lane.</param>
    /// <param name="head">Position of the record.</param>
    /// <param name="end">Position behind the last one that may be looked at.</param>
    /// <param name="most">How many the run may have at most, positive.</param>
    /// <param name="next">Position behind the run.</param>
    public static RecordRun Take(RecordRing lane, long head, long end, int most, out long next)
    {
        end = Math.Min(end, lane.LapEnd(head)); // from there on, records lie at the beginning of the ring
        byte* record = lane.RecordAt(head);
        ulong header = lane.BoundHeader;
        int count = 1;
        if (header != 0)
        {
            int payload = RecordHeader.BytesOf(header) - RecordHeader.Size;
            count = (int)Math.Min(most, (end - head + payload - 1) / payload);
            next = head + ((long)count * payload);
            return new RecordRun(header, record, count, payload);
        }

        header = *(ulong*)record;
        int bytes = RecordHeader.BytesOf(header);
        byte* payloads = record + RecordHeader.Size;
        for (next = head + bytes; count < most && next < end; count++, next += bytes)
        {
            record += bytes;
            if (*(ulong*)record != header) break;
        }

        return new RecordRun(header, payloads, count, bytes);
    }
}
