using System.Diagnostics;
using System.Threading.Channels;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>What publishing costs the loop's thread, beside a channel that drops its oldest. Prints; judges nothing.</summary>
[TestFixture]
[Explicit("A measurement: takes seconds, and means something on a quiet machine only.")]
internal sealed class CostTests
{
    private const int Count = 2_000_000;

    [Test]
    public void Feed_and_channel()
    {
        using Stage stage = new();
        for (int round = 0; round < 3; round++)
        {
            foreach (int readers in (int[])[0, 1])
            {
                ChangeFeed feed = new(4096);
                Measure($"feed, {readers} reader", readers, i => stage.Publish(feed, i), () => feed.TryRead(out _), feed.Complete,
                    () => feed.WaitToReadAsync());

                Channel<MetricChange> channel = Channel.CreateBounded<MetricChange>(
                    new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
                MetricChange change = default;
                Measure($"channel, {readers} reader", readers, i =>
                {
                    change.Set(i, "entity", stage.Metric, new Small(i));
                    channel.Writer.TryWrite(change);
                }, () => channel.Reader.TryRead(out _), () => channel.Writer.Complete(), () => channel.Reader.WaitToReadAsync());
            }
        }
    }

    private static void Measure(
        string what, int readers, Action<long> publish, Func<bool> read, Action complete, Func<ValueTask<bool>> wait)
    {
        long taken = 0;
        Task reader = readers == 0 ? Task.CompletedTask : Task.Run(async () =>
        {
            while (await wait())
                while (read()) taken++;
        });
        for (int i = 0; i < 10_000; i++) publish(i);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long longest = 0, started = Stopwatch.GetTimestamp(), last = started;
        for (int i = 0; i < Count; i++)
        {
            publish(i);
            long now = Stopwatch.GetTimestamp();
            longest = Math.Max(longest, now - last);
            last = now;
        }

        double nanoseconds = Stopwatch.GetElapsedTime(started, last).TotalNanoseconds / Count;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        complete();
        reader.Wait();
        TestContext.Out.WriteLine(
            $"{what,-20} {nanoseconds,7:0.0} ns a change, clock included; "
            + $"longest {longest * 1e6 / Stopwatch.Frequency,9:0.0} us; {allocated} bytes; {taken} read");
    }
}
