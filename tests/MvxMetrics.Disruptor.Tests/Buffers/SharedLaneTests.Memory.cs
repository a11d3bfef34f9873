namespace MvxMetrics.Disruptor.Tests;

// The shared lane's two invariants that no result shows: what is no record is zero, and no limit ever falls.
internal sealed unsafe partial class SharedLaneTests
{
    [Test]
    public void Every_byte_that_is_not_in_a_live_record_is_zero([Values(1024, 8192)] int laneBytes, [Values(0, 1000)] int firstPosition)
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Ordered, 1, 1024, laneBytes, firstPosition));
        SharedLane lane = ring.Shared;
        RecordAudit audit = new(1);
        Random random = new(laneBytes + firstPosition);
        byte[] isLive = new byte[laneBytes + RecordHeader.LongestRecord];
        long sent = 0;
        for (int round = 0; round < 5000; round++)
        {
            for (int burst = random.Next(20); burst > 0 && audit.Send(lane, 0, sent); burst--) sent++;
            audit.Drain(lane, random.Next(1, 20));

            Array.Clear(isLive);
            for (long position = lane.Head; position < lane.Tail;)
            {
                int bytes = RecordHeader.BytesOf(*(ulong*)lane.RecordAt(position));
                isLive.AsSpan((int)(position & (laneBytes - 1)), bytes).Fill(1);
                position += bytes;
            }

            ReadOnlySpan<byte> memory = new(lane.RecordAt(0), isLive.Length);
            for (int i = 0; i < isLive.Length; i++)
                if (isLive[i] == 0 && memory[i] != 0) Assert.Fail($"round {round}: byte {i} is {memory[i]}");
        }

        audit.Drain(lane, int.MaxValue);
        audit.ShouldHaveReceivedExactly(sent);
        GC.KeepAlive(ring);
    }

    [Test]
    public void Many_threads_with_records_of_many_lengths_lose_nothing_and_leave_only_zeros_and_limits_never_fall(
        [Values(1024, 65536)] int laneBytes)
    {
        const int Threads = 3;
        int records = laneBytes == 1024 ? 5_000 : 60_000;
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Ordered, 1, 1024, laneBytes, uint.MaxValue - 1_000_007L & ~7L));
        SharedLane lane = ring.Shared;
        RecordAudit audit = new(Threads);
        long[] refused = new long[Threads];
        Producers.Run(Threads + 1, thread =>
        {
            SpinWait spin = default;
            if (thread < Threads)
            {
                for (long sent = 0; sent < records;)
                {
                    if (audit.Send(lane, thread, sent))
                    {
                        sent++;
                        continue;
                    }

                    refused[thread]++;
                    spin.SpinOnce();
                }

                return;
            }

            long limit = 0;
            while (audit.Received < Threads * records)
            {
                long now = Volatile.Read(ref lane.Cursors->Limit);
                if (now < limit) Assert.Fail($"the limit fell from {limit} to {now}");
                if (now > lane.Head + laneBytes) Assert.Fail($"the limit {now} is beyond the ring: the head is {lane.Head}");
                limit = now;
                if (audit.Drain(lane, 100) == 0) spin.SpinOnce();
            }
        });

        audit.ShouldHaveReceivedExactly(records, records, records);
        lane.Published.ShouldBe(Threads * records);
        new ReadOnlySpan<byte>(lane.RecordAt(0), laneBytes + RecordHeader.LongestRecord).ContainsAnyExcept((byte)0)
            .ShouldBeFalse("bytes that were not cleared");
        TestContext.Out.WriteLine($"refused {string.Join(", ", refused)}");
        GC.KeepAlive(ring);
    }

    [Test]
    public void The_lane_has_no_memory_before_its_first_event_and_threads_that_come_at_once_get_the_same()
    {
        for (int round = 0; round < 100; round++)
        {
            RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 1024, 1024));
            (ring.Shared.RecordAt(0) == null).ShouldBeTrue();
            (ring.Shared.HasPublished(), ring.Shared.CountPending(0, 1), ring.Shared.Waiting).ShouldBe((false, 0, 0));
            Producers.Run(3, _ => ring.Shared.TryPublish(1 | RecordHeader.LengthOf<Tick>(), new Tick(1)).ShouldBeTrue());
            ring.Shared.CountPending(0, 1).ShouldBe(3);
            GC.KeepAlive(ring);
        }
    }
}
