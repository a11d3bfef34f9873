namespace MvxMetrics.Disruptor.Tests;

/// <summary>What recorders count of their reads their loop counts as well, each kind by itself.</summary>
[TestFixture]
internal sealed class ReadCountersTests
{
    [Test]
    public void Each_kind_is_counted_by_itself_and_by_the_parent()
    {
        ReadCounters loop = new();
        ReadCounters first = new(loop);
        ReadCounters second = new(loop);
        first.CountRetry();
        first.CountRetry();
        second.CountRetry();
        second.CountServicedCopy();
        (first.Retries, first.ServicedCopies).ShouldBe((2, 0));
        (second.Retries, second.ServicedCopies).ShouldBe((1, 1));
        (loop.Retries, loop.ServicedCopies).ShouldBe((3, 1));
    }

    [Test]
    public void No_count_is_lost_between_threads()
    {
        const int Rounds = 100_000;
        ReadCounters loop = new();
        ReadCounters[] recorders = [new(loop), new(loop)];
        Producers.Run(4, thread =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                recorders[thread % 2].CountRetry();
                recorders[thread % 2].CountServicedCopy();
            }
        });
        recorders.Select(static r => r.Retries).ShouldBe([2 * Rounds, 2 * Rounds]);
        (loop.Retries, loop.ServicedCopies).ShouldBe((4 * Rounds, 4 * Rounds));
    }
}
