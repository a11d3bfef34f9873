using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>The end of a loop that is driven by hand.</content>
internal sealed partial class MetricsEventLoopTests
{
    [Test]
    public void Dispose_applies_what_was_accepted_stops_the_recorders_and_refuses_from_then_on()
    {
        MetricsEventLoop loop = new();
        HookedRecorder recorder = loop.CreateRecorder("r", context => new HookedRecorder(context));
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(i));

        loop.Dispose();
        loop.Dispose();

        counter.Read().Total.ShouldBe(5);
        recorder.Status.ShouldBe(RecorderStatus.Stopped);
        recorder.Stops.ShouldBe(1);
        Should.Throw<ObjectDisposedException>(() => loop.RunOnce());
        Should.Throw<MetricsException>(recorder.Start);
        Should.Throw<MetricsException>(() => loop.CreateRecorder("x"));
        recorder.TryRegisterEvent(new Tick(9)).ShouldBeFalse();
        MetricsRecorder created = new(loop.CreateContext("created"));
        created.TryRegisterEvent(new Tick(9)).ShouldBeFalse();
        Should.Throw<MetricsException>(() => created.RegisterEvent(new Tick(9))).Message.ShouldContain("closed");
        recorder.Statistics.ShouldBalance(6, 5);
        loop.Statistics.ShouldBalance(8, 5);
    }

    [Test]
    public void Dispose_lets_a_start_under_way_end_and_applies_the_event_that_began_it()
    {
        for (int round = 0; round < 50; round++)
        {
            MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneCount = 1 });
            HookedRecorder recorder = new(loop.CreateContext("r"));
            Counter<Tick> counter = new("c");
            recorder.Register(counter);
            recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();

            loop.Dispose();

            counter.Read().Total.ShouldBe(1);
            (recorder.Starts, recorder.Stops, recorder.Status).ShouldBe((1, 1, RecorderStatus.Stopped));
        }
    }

    [Test]
    public void Threads_may_dispose_a_loop_at_the_same_time()
    {
        for (int round = 0; round < 200; round++)
        {
            MetricsEventLoop loop = new(new MetricsEventLoopOptions
            {
                LaneCount = 1,
                LaneBytes = LaneRoom.BytesFor<Tick>(64),
                SharedLaneBytes = LaneRoom.BytesFor<Tick>(64),
            });
            loop.CreateRecorder("r");
            Producers.Run(2, _ => loop.Dispose());
        }
    }
}
