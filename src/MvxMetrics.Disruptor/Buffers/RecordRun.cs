namespace MvxMetrics.Disruptor;

/// <summary>
/// Records of one type for one receiver that lie one behind the other in one piece of memory: their headers are equal, or would be. Valid
/// until their lane is released past them.
/// </summary>
/// <param name="header">The header of each record, even if it is not in memory.</param>
/// <param name="first">The first payload.</param>
/// <param name="count">The number of records.</param>
/// <param name="stride">Bytes from one payload to the next.</param>
internal readonly unsafe ref struct RecordRun(ulong header, byte* first, int count, int stride)
{
    /// <summary>The header of each.</summary>
    public ulong Header => header;

    /// <summary>The tag of each.</summary>
    public ulong Tag => RecordHeader.TagOf(header);

    /// <summary>The first payload.</summary>
    public byte* First => first;

    /// <summary>The number of records; positive.</summary>
    public int Count => count;

    /// <summary>Bytes from one payload to the next.</summary>
    public int Stride => stride;

    /// <summary>Bytes of one payload, rounded up to whole words.</summary>
    public int PayloadBytes => RecordHeader.BytesOf(header) - RecordHeader.Size;

    /// <summary>
    /// The run that begins at a record of a lane. Only the consumer calls it, when it knows that the records up to the end are published.
    /// </summary>
    /// <param name="lane">The lane.</param>
    /// <param name="head">Position of the record.</param>
    /// <param name="end">The position behind the last record that may be looked at.</param>
    /// <param name="most">The most records that the run may have; positive.</param>
    /// <param name="next">The position behind the run.</param>
    public static RecordRun Take(RecordRing lane, long head, long end, int most, out long next)
    {
        end = Math.Min(end, lane.LapEnd(head)); // behind it, records lie at the beginning of the ring
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
