namespace MvxMetrics.Disruptor.Tests;

/// <content>RegisterEvents: what of a span is accepted is its beginning, and the caller learns how much.</content>
internal sealed partial class MetricsRecorderTests
{
    [Test]
    public void What_is_accepted_is_always_the_beginning_and_the_rest_is_counted()
    {
        using MetricsEventLoop loop = new(
            new MetricsEventLoopOptions { LaneBytes = LaneRoom.BytesFor<Tick>(64), OverflowPolicy = OverflowPolicy.DropNewest });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        TickLog log = new();
        recorder.Register(log);
        Tick[] ticks = [.. Enumerable.Range(0, 76).Select(i => new Tick(i))];

        recorder.RegisterEvents<Tick>(ticks).ShouldBe(64);
        recorder.RegisterEvents<Tick>(ticks.AsSpan(64)).ShouldBe(0);
        loop.RunOnce(maxEvents: 5);
        recorder.RegisterEvents<Tick>(ticks.AsSpan(64)).ShouldBe(5);
        recorder.RegisterEvents<Tick>([]).ShouldBe(0);
        loop.RunOnce();

        log.Values.ShouldBe(Enumerable.Range(0, 69).Select(i => (long)i));
        recorder.Statistics.ShouldBalance(76 + 12 + 12, 69);
    }

    [Test]
    public void A_span_that_meets_a_stop_says_how_much_was_accepted()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        Tick[] ticks = new Tick[64];
        for (int round = 0; round < 100; round++)
        {
            MetricsRecorder recorder = runtime.CreateRecorder($"r{round}");
            long accepted = 0;
            long attempted = 0;
            Producers.Run(2, thread =>
            {
                if (thread == 1)
                {
                    Eventually.ShouldBeTrue(() => Volatile.Read(ref accepted) > 0, "events flow");
                    recorder.Stop();
                    return;
                }

                try
                {
                    while (true)
                    {
                        Volatile.Write(ref attempted, attempted + ticks.Length);
                        Volatile.Write(ref accepted, accepted + recorder.RegisterEvents<Tick>(ticks));
                    }
                }
                catch (RecorderStateException)
                {
                    // none of the last span was accepted
                }
            });
            runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            RecorderStatistics books = recorder.Statistics;
            books.ShouldBalance(attempted, accepted, books.Discarded);
        }
    }
}
