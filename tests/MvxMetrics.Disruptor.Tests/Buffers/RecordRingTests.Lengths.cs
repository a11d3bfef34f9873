namespace MvxMetrics.Disruptor.Tests;

// Records of any length, one behind the other, over the end of the ring and far beyond it.
internal sealed unsafe partial class RecordRingTests
{
    /// <summary>Where positions begin: at nothing, and where 31, 32 and 33 bits run out during the test.</summary>
    private static readonly long[] s_firstPositions =
    [
        0, int.MaxValue - 20_007L, uint.MaxValue - 20_007L, uint.MaxValue + 1L - 1024, (1L << 33) - 4096, (1L << 40) - 8, (1L << 62) + 16,
    ];

    [Test]
    public void Records_of_all_lengths_pass_through_a_private_lane_in_thousands_of_laps([Values(1024, 4096, 65536)] int laneBytes)
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, laneBytes, 1024));
        Lane lane = ring.TryLease(new object())!;
        RecordAudit audit = new(1);
        Random random = new(laneBytes);
        long sent = 0;
        while (lane.Head < 4000L * laneBytes && sent < 400_000)
        {
            for (int burst = random.Next(1, 100); burst > 0 && audit.Send(lane, 0, sent); burst--) sent++;
            lane.Published.ShouldBe(sent);
            lane.Waiting.ShouldBe(sent - audit.Received);
            audit.Drain(lane, random.Next(1, 100));
        }

        while (audit.Drain(lane) > 0)
        {
        }

        audit.ShouldHaveReceivedExactly(sent);
        (lane.Tail, lane.Published, lane.Waiting).ShouldBe((lane.Head, sent, 0));
        GC.KeepAlive(ring);
    }

    [Test]
    public void Records_of_all_lengths_pass_from_thread_to_thread([Values(1024, 16384)] int laneBytes)
    {
        int records = laneBytes * 12; // a lane of two records is handed over as often as it takes a thread to come round
        RingBuffer ring = new(
            new RingBufferShape(ProducerMode.Striped, 1, laneBytes, 1024, FirstPosition: uint.MaxValue - 1_000_007L & ~7L));
        Lane lane = ring.TryLease(new object())!;
        RecordAudit audit = new(1);
        Producers.Run(2, thread =>
        {
            SpinWait spin = default;
            if (thread == 0)
            {
                for (long sent = 0; sent < records;)
                {
                    if (audit.Send(lane, 0, sent)) sent++;
                    else spin.SpinOnce();
                }

                return;
            }

            while (audit.Received < records)
                if (audit.Drain(lane, 100) == 0) spin.SpinOnce();
        });

        audit.ShouldHaveReceivedExactly(records);
        lane.Published.ShouldBe(records);
        GC.KeepAlive(ring);
    }

    // For each length that reaches from some place of the ring into the overhang, every such place: 8,001 of the smallest lane.
    [Test]
    public void The_last_record_of_a_lap_lies_in_one_piece_whatever_its_length_and_wherever_it_begins([Values] bool isShared)
    {
        const int Capacity = 1024;
        ulong* words = stackalloc ulong[127];
        int tried = 0;
        for (int length = 16; length <= RecordHeader.LongestRecord; length += 8)
        {
            Payload payload = Payload.OfWords((length / 8) - 1);
            for (int offset = Capacity - length + 8; offset < Capacity; offset += 8, tried++)
            {
                if (offset < 0) continue;
                RingBuffer ring = new(
                    new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, Capacity, Capacity, offset));
                RecordRing lane = isShared ? ring.Shared : ring.TryLease(new object())!;
                Span<byte> memory = new(lane.RecordAt(0), Capacity + RecordHeader.LongestRecord);
                byte before = isShared ? (byte)0 : (byte)0xCD;
                memory.Fill(before);
                for (int i = 0; i < payload.Bytes / 8; i++) words[i] = 0xF00D_0000_0000_0000UL + (uint)i;

                ReadOnlySpan<ulong> content = new(words, payload.Bytes / 8);
                bool published = isShared ? payload.Publish(ring.Shared, 9, content) : payload.Publish((Lane)lane, 9, content);

                bool isRight = published && lane.Tail == offset + length && lane.Published == 1;
                isRight &= *(ulong*)lane.RecordAt(offset) == payload.HeaderOf(9) && lane.RecordAt(offset) == lane.RecordAt(0) + offset;
                isRight &= content.SequenceEqual(new ReadOnlySpan<ulong>(lane.RecordAt(offset) + 8, content.Length));
                isRight &= !memory[..offset].ContainsAnyExcept(before) && !memory[(offset + length)..].ContainsAnyExcept(before);

                // The next lap begins behind it, and the run ends with it.
                RecordRun run = RecordRun.Take(lane, offset, offset + length, 64, out long next);
                isRight &= run.Count == 1 && next == offset + length && lane.RecordAt(next) == lane.RecordAt(0) + (next - Capacity);
                if (isShared) SharedLane.Clear(lane.RecordAt(offset), length);
                isRight &= !isShared || !memory.ContainsAnyExcept((byte)0);
                if (!isRight) Assert.Fail($"a record of {length} bytes at {offset}");
                GC.KeepAlive(ring);
            }
        }

        tried.ShouldBe(127 * 126 / 2 + 127);
    }

    [Test]
    public void A_lane_takes_exactly_what_it_has_bytes_for([Values] bool isShared, [Values(0, 8, 1016)] int firstPosition)
    {
        const int Capacity = 2048;
        RingBuffer ring = new(
            new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, Capacity, Capacity, firstPosition));
        RecordRing lane = isShared ? ring.Shared : ring.TryLease(new object())!;
        RecordAudit audit = new(1);
        Random random = new(firstPosition);
        long sent = 0;
        for (int i = 0; i < 50_000; i++)
        {
            bool fits = lane.Tail - lane.Head + audit.LengthOf(0, sent).RecordBytes <= Capacity;
            bool published = isShared ? audit.Send(ring.Shared, 0, sent) : audit.Send((Lane)lane, 0, sent);
            if (published != fits) published.ShouldBe(fits, $"record {sent}, {lane.Tail - lane.Head} bytes taken");
            if (published) sent++;
            if (random.Next(3) == 0) audit.Drain(lane, random.Next(1, 4));
        }

        audit.Drain(lane, int.MaxValue);
        audit.ShouldHaveReceivedExactly(sent);
        GC.KeepAlive(ring);
    }

    [Test]
    public void Positions_and_counts_go_on_where_their_bits_run_out(
        [ValueSource(nameof(s_firstPositions))] long position, [Values] bool isShared)
    {
        const int Records = 3000;
        position &= ~7L;
        RingBuffer ring = new(new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, 4096, 4096, position));
        RecordRing lane = isShared ? ring.Shared : ring.TryLease(new object())!;
        (lane.Tail, lane.Head, lane.Published, lane.Waiting).ShouldBe((position, position, 0, 0));
        RecordAudit audit = new(1, mostWords: 20);
        long end = position;
        for (long sent = 0; sent < Records;)
        {
            end += audit.LengthOf(0, sent).RecordBytes;
            (isShared ? audit.Send(ring.Shared, 0, sent) : audit.Send((Lane)lane, 0, sent)).ShouldBeTrue();
            sent++;
            (lane.Tail, lane.Published, lane.Waiting).ShouldBe((end, sent, sent - audit.Received));
            lane.CountPending(0, RecordAudit.TagOf(0)).ShouldBe(sent - audit.Received);
            lane.HasPublished().ShouldBeTrue();
            if (sent % 23 == 0) audit.Drain(lane, int.MaxValue).ShouldBe(23);
        }

        while (audit.Drain(lane) > 0)
        {
        }

        lane.Head.ShouldBe(end);
        lane.HasPublished().ShouldBeFalse();
        audit.ShouldHaveReceivedExactly(Records);
        GC.KeepAlive(ring);
    }

    // 2^32 events cannot be sent in a test; the words that count them can be set as if they had been.
    [Test]
    public void The_count_of_events_goes_on_beyond_32_bits([Values] bool isShared, [Values(0, 3)] int laps)
    {
        const long Before = uint.MaxValue - 500L;
        RingBuffer ring = new(
            new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, 4096, 4096, uint.MaxValue - 4095L));
        RecordRing lane = isShared ? ring.Shared : ring.TryLease(new object())!;
        long already = ((long)laps << 32) + Before;
        lane.Cursors->Consumed = already;
        lane.Cursors->Tail += already << 32;
        (lane.Published, lane.Waiting, lane.HasPublished()).ShouldBe((already, 0, false));
        RecordAudit audit = new(1, mostWords: 5);
        for (long sent = 0; sent < 1000;)
        {
            (isShared ? audit.Send(ring.Shared, 0, sent) : audit.Send((Lane)lane, 0, sent)).ShouldBeTrue();
            sent++;
            (lane.Published, lane.Waiting).ShouldBe((already + sent, sent - audit.Received));
            if (sent % 31 == 0) audit.Drain(lane, int.MaxValue).ShouldBe(31);
        }

        audit.Drain(lane, int.MaxValue);
        audit.ShouldHaveReceivedExactly(1000);
        (lane.Published, lane.Cursors->Consumed).ShouldBe((already + 1000, already + 1000));
        GC.KeepAlive(ring);
    }
}
