namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// The oracle of the lanes: what a producer sends as which follows from the two numbers, its length too, so that a record can be
/// checked by itself. Tells loss, duplication, reordering and tearing apart. The consumer's thread.
/// </summary>
internal sealed unsafe class RecordAudit(int producers, int leastWords = 1, int mostWords = 127)
{
    /// <summary>Looks like the header of a record of two words with this tag: whoever takes a payload for a header is found out.</summary>
    public const ulong Trap = 0xBAD;

    private readonly long[] _next = new long[producers];
    private readonly HashSet<(int Producer, long Number)> _missing = [];

    public long Received { get; private set; }

    public long Torn { get; private set; }

    public long Duplicated { get; private set; }

    public long Reordered { get; private set; }

    public int Missing => _missing.Count;

    /// <summary>The tag of a producer's records; its upper part is the producer.</summary>
    public static ulong TagOf(int producer) => ((ulong)(uint)(producer + 1) << 16) | 7;

    /// <summary>How long a record is.</summary>
    public Payload LengthOf(int producer, long number) =>
        Payload.OfWords(leastWords + (int)(Hash(producer, number) % (ulong)(mostWords - leastWords + 1)));

    /// <summary>Sends one; false when there is no room.</summary>
    public bool Send(Lane lane, int producer, long number)
    {
        Payload payload = LengthOf(producer, number);
        return payload.Publish(lane, TagOf(producer), Fill(stackalloc ulong[payload.Bytes / 8], producer, number));
    }

    /// <summary>Sends one; false when there is no room.</summary>
    public bool Send(SharedLane lane, int producer, long number)
    {
        Payload payload = LengthOf(producer, number);
        return payload.Publish(lane, TagOf(producer), Fill(stackalloc ulong[payload.Bytes / 8], producer, number));
    }

    /// <summary>Takes up to so many records out of a lane as the loop does, and returns how many.</summary>
    public int Drain(RecordRing lane, int most = 64)
    {
        long head = lane.Head;
        long end = lane.PublishedEnd(head, most);
        int taken = 0;
        while (head < end && taken < most)
        {
            RecordRun run = RecordRun.Take(lane, head, end, Math.Min(64, most - taken), out long next);
            for (int i = 0; i < run.Count; i++) Note(run.Tag, run.First + ((long)i * run.Stride), run.PayloadBytes);
            if (lane is SharedLane) SharedLane.Clear(lane.RecordAt(head), (int)(next - head));
            lane.Release(next, run.Count);
            taken += run.Count;
            head = next;
        }

        return taken;
    }

    /// <summary>Asserts that exactly these many records of each producer arrived, once, in order and whole.</summary>
    public void ShouldHaveReceivedExactly(params long[] sent)
    {
        (Torn, Duplicated, Reordered, Missing).ShouldBe((0, 0, 0, 0), "torn, duplicated, reordered, lost");
        _next.ShouldBe(sent);
        Received.ShouldBe(sent.Sum());
    }

    private static Span<ulong> Fill(Span<ulong> words, int producer, long number)
    {
        for (int i = 1; i < words.Length; i++) words[i] = Word(producer, number, i);
        words[0] = First(producer, number);
        return words;
    }

    // A number and its checksum, in the disguise of a header.
    private static ulong First(int producer, long number) =>
        (2UL << RecordHeader.TagBits) | (Trap << 44) | ((ulong)producer << 36) | (ulong)number;

    private static ulong Word(int producer, long number, int index) =>
        (2UL << RecordHeader.TagBits) | (Trap << 44) | (Hash(producer, number + index) & 0xFFF_FFFF_FFFF);

    private static ulong Hash(int producer, long number)
    {
        ulong hash = ((ulong)(uint)producer << 40) ^ ((ulong)number * 0x9E3779B97F4A7C15UL);
        hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9UL;
        return hash ^ (hash >> 32);
    }

    private void Note(ulong tag, byte* payload, int bytes)
    {
        Received++;
        ulong first = *(ulong*)payload;
        int producer = (int)((first >> 36) & 0xFF);
        long number = (long)(first & 0xF_FFFF_FFFF);
        if (producer >= producers || tag != TagOf(producer)
            || first != First(producer, number) || bytes != LengthOf(producer, number).Bytes)
        {
            Torn++;
            return;
        }

        for (int i = 1; i < bytes / 8; i++)
        {
            if (((ulong*)payload)[i] == Word(producer, number, i)) continue;
            Torn++;
            return;
        }

        ref long next = ref _next[producer];
        if (number < next)
        {
            if (_missing.Remove((producer, number))) Reordered++;
            else Duplicated++;
            return;
        }

        for (long skipped = next; skipped < number; skipped++) _missing.Add((producer, skipped));
        next = number + 1;
    }
}
