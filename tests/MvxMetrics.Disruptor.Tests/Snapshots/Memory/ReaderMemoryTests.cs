namespace MvxMetrics.Disruptor.Tests;

/// <summary>Reused memory grows at once, shrinks after exactly 1024 uses in a row of less than a quarter, and otherwise stays.</summary>
[TestFixture]
internal sealed class ReaderMemoryTests
{
    private const int Large = 256 * 1024;
    private const int Quarter = Large / 4;

    private readonly ReaderMemory _memory = new();

    [SetUp]
    public void TakeMuch() => Take(Large, 1);

    [Test]
    public void It_is_cut_at_the_1024th_use_in_a_row_that_needs_less_than_a_quarter()
    {
        Take(Quarter - 1, ShrinkRule.Uses - 1);
        _memory.Bytes.ShouldBe(Large);
        Take(Quarter - 1, 1);
        _memory.Bytes.ShouldBe(Quarter - 1);
        ShrinkRule.Uses.ShouldBe(1024);
    }

    [Test]
    public void It_is_cut_to_the_most_that_one_of_them_needed()
    {
        Take(5, 1);
        Take(100, 1);
        Take(7, ShrinkRule.Uses - 2);
        _memory.Bytes.ShouldBe(100);
    }

    [Test]
    public void A_use_of_a_quarter_begins_the_row_anew()
    {
        Take(1, ShrinkRule.Uses - 1);
        Take(Quarter, 1);
        Take(1, ShrinkRule.Uses - 1);
        _memory.Bytes.ShouldBe(Large);
        Take(1, 1);
        _memory.Bytes.ShouldBe(1);
    }

    [Test]
    public void A_small_block_is_kept_whatever_is_needed()
    {
        ReaderMemory small = new();
        small.Take(ReaderMemory.KeptBytes);
        for (int i = 0; i < 10 * ShrinkRule.Uses; i++) small.Take(1);
        small.Bytes.ShouldBe(ReaderMemory.KeptBytes);
    }

    [Test]
    public void A_steady_use_keeps_its_block_and_allocates_nothing([Values(1, Quarter - 1, Quarter, Large)] int bytes)
    {
        Take(bytes, ShrinkRule.Uses);
        int held = _memory.Bytes;
        Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Take(bytes, 10 * ShrinkRule.Uses);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
        _memory.Bytes.ShouldBe(held);
    }

    [Test]
    public void A_large_block_that_was_cut_grows_again_when_it_is_needed()
    {
        Take(1, ShrinkRule.Uses);
        _memory.Take(Large).Length.ShouldBe(Large);
        _memory.Bytes.ShouldBe(Large);
        _memory.Take<long>(Large / 8).Length.ShouldBe(Large / 8);
        _memory.Bytes.ShouldBe(Large);
    }

    [Test]
    public void What_is_held_is_what_was_taken_last_with_what_was_written_there()
    {
        _memory.Take<long>(2)[1] = 0x0102030405060708;
        _memory.Held(16)[8..].ToArray().ShouldBe([8, 7, 6, 5, 4, 3, 2, 1]);
        _memory.Held(Large).Length.ShouldBe(Large, "all that was ever taken is there");
    }

    private void Take(int bytes, int times)
    {
        for (int i = 0; i < times; i++)
            if (_memory.Take(bytes).Length != bytes) throw new ShouldAssertException("too little");
    }
}
