namespace MvxMetrics.Disruptor.Tests;

/// <summary>A flush is told once, and what waits for it does not run on the loop's thread.</summary>
[TestFixture]
internal sealed class FlushCommandTests
{
    [Test]
    public void The_first_that_tells_it_counts([Values] bool isExecuted)
    {
        FlushCommand flush = new();
        flush.Done.IsCompleted.ShouldBeFalse();
        if (isExecuted) flush.Execute();
        else flush.Cancel();
        flush.Done.IsCompletedSuccessfully.ShouldBeTrue();
        flush.Done.Result.ShouldBe(isExecuted);

        flush.Cancel();
        flush.Execute();

        flush.Done.Result.ShouldBe(isExecuted, "a shutdown that gave up and a loop that came after all may both tell it");
    }

    [Test]
    public void What_waits_for_it_runs_on_another_thread()
    {
        FlushCommand flush = new();
        int here = Environment.CurrentManagedThreadId;
        Task<int> waiting = flush.Done.ContinueWith(
            static _ => Environment.CurrentManagedThreadId,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        flush.Execute();
        waiting.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult().ShouldNotBe(here);
    }
}
