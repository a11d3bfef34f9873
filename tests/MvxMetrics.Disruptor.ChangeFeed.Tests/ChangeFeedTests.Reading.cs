using static MvxMetrics.Disruptor.FeedTests.FeedBooks;

namespace MvxMetrics.Disruptor.FeedTests;

/// <content>Readers wait, end, are cancelled, take turns, and refuse company.</content>
internal sealed partial class ChangeFeedTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_reader_gets_what_comes_while_it_waits_and_ends_with_the_feed_when_all_is_read()
    {
        ChangeFeed feed = new(64);
        Task<List<long>> reader = Task.Run(() => ReadAsync(feed));
        for (int i = 0; i < 10; i++) _stage.Publish(feed, i).ShouldBeTrue();
        SpinWait.SpinUntil(() => feed.Statistics.Read == 10, s_patience).ShouldBeTrue();
        reader.IsCompleted.ShouldBeFalse();
        for (int i = 10; i < 15; i++) _stage.Publish(feed, i).ShouldBeTrue();
        feed.Complete();

        feed.IsCompleted.ShouldBeTrue();
        _stage.Publish(feed, 15).ShouldBeFalse();
        (await reader.WaitAsync(s_patience)).ShouldBe(Enumerable.Range(0, 15).Select(static i => (long)i));
        feed.Complete();
        feed.Statistics.ShouldBe(Books(15, 15, 0, 0, 1));
        (await ReadAsync(feed)).ShouldBeEmpty();
        (await feed.WaitToReadAsync()).ShouldBeFalse();
    }

    [Test]
    public async Task The_end_waits_for_a_publisher_that_has_a_number_and_is_still_writing()
    {
        ChangeFeed feed = new(8);
        feed.TryTakeNumber(out long number).ShouldBeTrue();
        feed.Complete();
        Task<List<long>> reader = Task.Run(() => ReadAsync(feed));
        reader.Wait(100).ShouldBeFalse();
        feed.SlotOf(number).TryWrite(number, "late", _stage.Metric, new Small(0)).ShouldBeTrue();
        (await reader.WaitAsync(s_patience)).ShouldBe([0]);
    }

    [Test]
    public async Task Cancellation_ends_a_wait_and_the_next_reader_goes_on_where_the_last_one_left()
    {
        ChangeFeed feed = new(64);
        using CancellationTokenSource stop = new();
        Task<List<long>> waiting = Task.Run(() => ReadAsync(feed, stop.Token));
        _stage.Publish(feed, 0);
        SpinWait.SpinUntil(() => feed.Statistics.Read == 1, s_patience).ShouldBeTrue();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(s_patience));
        await Should.ThrowAsync<OperationCanceledException>(async () => await feed.WaitToReadAsync(stop.Token));

        for (int i = 1; i < 6; i++) _stage.Publish(feed, i);
        await foreach (MetricChange change in feed.ReadAllAsync())
            if (change.Sequence == 3) break;
        feed.TryRead(out MetricChange next).ShouldBeTrue();
        next.Sequence.ShouldBe(4);
        feed.Complete();
        (await ReadAsync(feed)).ShouldBe([5]);
    }

    [TestCase(1, "1 1")]
    [TestCase(10, "1 2 4 8 10 10")]
    [TestCase(16, "1 2 4 8 16 16")]
    public void A_reader_never_pauses_for_longer_than_the_poll_interval(int interval, string expected)
    {
        List<double> pauses = [1];
        while (pauses.Count < expected.Split(' ').Length)
            pauses.Add(ChangeFeed.NextPause(TimeSpan.FromMilliseconds(pauses[^1]), TimeSpan.FromMilliseconds(interval)).TotalMilliseconds);
        string.Join(' ', pauses).ShouldBe(expected);
    }

    [Test]
    public async Task A_second_reader_is_refused_while_one_reads()
    {
        ChangeFeed feed = new(64);
        _stage.Publish(feed, 0);
        await foreach (MetricChange change in feed.ReadAllAsync())
        {
            change.Sequence.ShouldBe(0);
            Should.Throw<InvalidOperationException>(() => feed.TryRead(out _)).Message.ShouldContain("a feed of its own");
            await Should.ThrowAsync<InvalidOperationException>(async () => await feed.WaitToReadAsync());
            await Should.ThrowAsync<InvalidOperationException>(() => ReadAsync(feed));
            feed.Complete();
        }

        feed.TryRead(out _).ShouldBeFalse();
        feed.Statistics.Read.ShouldBe(1);
    }

    [Test]
    public async Task Batches_are_read_by_waiting_and_taking_until_nothing_waits()
    {
        ChangeFeed feed = new(64);
        ValueTask<bool> wait = feed.WaitToReadAsync();
        wait.IsCompleted.ShouldBeFalse();
        for (int i = 0; i < 5; i++) _stage.Publish(feed, i);
        (await wait.AsTask().WaitAsync(s_patience)).ShouldBeTrue();
        int batch = 0;
        while (feed.TryRead(out _)) batch++;
        batch.ShouldBe(5);
    }

    private static async Task<List<long>> ReadAsync(ChangeFeed feed, CancellationToken cancellationToken = default)
    {
        List<long> numbers = [];
        await foreach (MetricChange change in feed.ReadAllAsync(cancellationToken)) numbers.Add(change.Sequence);
        return numbers;
    }
}
