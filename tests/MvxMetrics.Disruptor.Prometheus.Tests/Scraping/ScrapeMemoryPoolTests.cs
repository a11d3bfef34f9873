namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Memory is used again, by one scrape at a time, as long as it is of use; and not hoarded.</summary>
[TestFixture]
internal sealed class ScrapeMemoryPoolTests
{
    private const int Kept = 16;

    [Test]
    public void What_was_given_back_is_taken_again_and_by_one_only()
    {
        ScrapeMemoryPool pool = new();
        ScrapeMemory first = pool.Rent();
        ScrapeMemory second = pool.Rent();
        second.ShouldNotBeSameAs(first);
        pool.Return(second);
        pool.Return(first);
        ScrapeMemory[] again = [pool.Rent(), pool.Rent(), pool.Rent()];
        again[0].ShouldBeSameAs(second);
        again[1].ShouldBeSameAs(first);
        again[2].ShouldNotBeSameAs(first);
        again[2].ShouldNotBeSameAs(second);
    }

    [Test]
    public void Memory_whose_deadline_has_passed_is_not_used_again()
    {
        ScrapeMemoryPool pool = new();
        ScrapeMemory memory = pool.Rent();
        memory.Deadline.Cancel();
        pool.Return(memory);
        IsDisposed(memory).ShouldBeTrue();
        pool.Rent().ShouldNotBeSameAs(memory);
    }

    [Test]
    public void A_deadline_that_has_not_passed_does_not_pass_in_the_next_scrape()
    {
        ScrapeMemoryPool pool = new();
        ScrapeMemory memory = pool.Rent();
        memory.Deadline.CancelAfter(TimeSpan.FromHours(1));
        using CancellationTokenRegistration ended = memory.Deadline.Token.Register(static () => throw new InvalidOperationException());
        pool.Return(memory);
        pool.Rent().ShouldBeSameAs(memory);
        Should.NotThrow(memory.Deadline.Cancel, "whom the scrape before had told is told no more");
    }

    [Test]
    public void After_a_crowd_a_few_are_kept_and_the_others_disposed_of()
    {
        ScrapeMemoryPool pool = new();
        ScrapeMemory[] crowd = [.. Enumerable.Range(0, Kept + 3).Select(_ => pool.Rent())];
        foreach (ScrapeMemory memory in crowd) pool.Return(memory);
        crowd.Select(IsDisposed).ShouldBe([.. Enumerable.Repeat(false, Kept), true, true, true]);
        Enumerable.Range(0, Kept).Select(_ => pool.Rent()).ShouldBe(crowd[..Kept]);
    }

    [Test]
    public void Nobody_gets_what_another_one_has()
    {
        ScrapeMemoryPool pool = new();
        System.Collections.Concurrent.ConcurrentDictionary<ScrapeMemory, int> held = new();
        int clashes = 0;
        using Barrier start = new(4);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 20_000; i++)
            {
                ScrapeMemory memory = pool.Rent();
                if (!held.TryAdd(memory, 0)) Interlocked.Increment(ref clashes);
                else held.TryRemove(memory, out int _);
                pool.Return(memory);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join(Scene.Patience).ShouldBeTrue();
        clashes.ShouldBe(0);
    }

    private static bool IsDisposed(ScrapeMemory memory)
    {
        try
        {
            _ = memory.Deadline.Token;
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
