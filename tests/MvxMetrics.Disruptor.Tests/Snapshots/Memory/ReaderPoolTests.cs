namespace MvxMetrics.Disruptor.Tests;

/// <summary>A pool lends each thing to one reader at a time, keeps what fits, and finds the same things again.</summary>
[TestFixture]
internal sealed class ReaderPoolTests
{
    [Test]
    public void Any_thread_finds_what_another_one_gave_back()
    {
        ReaderPool<Thing> pool = new(4);
        HashSet<Thing> seen = [];
        for (int thread = 0; thread < 100; thread++)
        {
            Producers.Run(1, _ =>
            {
                using ReaderPool<Thing>.Lease lease = pool.Rent();
                seen.Add(lease.Value);
            });
        }

        seen.Count.ShouldBe(1);
        pool.Free.ShouldBe(1);
    }

    [Test]
    public void A_reader_inside_a_reader_finds_at_each_depth_what_was_used_there_before()
    {
        ReaderPool<Thing> pool = new(4);
        Thing[] first = Nested(pool);
        first.Distinct().Count().ShouldBe(3);
        for (int i = 0; i < 10; i++) Nested(pool).ShouldBe(first);
        pool.Free.ShouldBe(3);
    }

    [Test]
    public void What_does_not_fit_is_not_kept()
    {
        ReaderPool<Thing> pool = new(2);
        Nested(pool).Distinct().Count().ShouldBe(3);
        (pool.Free, pool.Capacity).ShouldBe((2, 2));
    }

    [Test]
    public void A_thing_is_never_in_two_hands_and_what_its_last_user_wrote_is_seen()
    {
        const int Threads = 4;
        const int Rounds = 200_000;
        ReaderPool<Thing> pool = new(Threads - 1);
        long shared = 0;
        long torn = 0;
        Producers.Run(Threads, _ =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                using ReaderPool<Thing>.Lease lease = pool.Rent();
                if (Interlocked.Increment(ref lease.Value.Users) != 1) Interlocked.Increment(ref shared);
                if (lease.Value.First != lease.Value.Second) Interlocked.Increment(ref torn);
                lease.Value.First++;
                lease.Value.Second++;
                Interlocked.Decrement(ref lease.Value.Users);
            }
        });
        (shared, torn).ShouldBe((0, 0));
        pool.Free.ShouldBeInRange(1, pool.Capacity);
    }

    private static Thing[] Nested(ReaderPool<Thing> pool)
    {
        using ReaderPool<Thing>.Lease outer = pool.Rent();
        using ReaderPool<Thing>.Lease middle = pool.Rent();
        using ReaderPool<Thing>.Lease inner = pool.Rent();
        return [outer.Value, middle.Value, inner.Value];
    }

    private sealed class Thing
    {
        public int Users;
        public long First;
        public long Second;
    }
}
