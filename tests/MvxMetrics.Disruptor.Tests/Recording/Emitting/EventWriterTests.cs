using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The bound writer: its lane, its statuses, its end.</summary>
[TestFixture]
internal sealed class EventWriterTests : RuntimeFixture
{
    [Test]
    public void A_writer_holds_a_lane_of_its_own_until_disposed()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        writer.HasOwnLane.ShouldBeTrue();
        Runtime.Statistics.LanesLeased.ShouldBe(1);
        writer.TryWrite(new Tick(1)).ShouldBeTrue();

        writer.Dispose();
        writer.Dispose();

        Runtime.Statistics.LanesLeased.ShouldBe(0);
        writer.TryWrite(new Tick(2)).ShouldBeFalse();
        Flush();
        recorder.Statistics.ShouldBalance(2, 1);
        recorder.Statistics.Refused.ShouldBe(1);
    }

    [Test]
    public void A_forgotten_writer_gives_its_lane_back()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Forget(recorder);
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Runtime.Statistics.LanesLeased == 0;
            },
            "the lane is returned");
        Flush();
        recorder.Statistics.ShouldBalance(1, 1);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(MetricsRecorder recorder) => recorder.CreateWriter<Tick>().TryWrite(new Tick(1)).ShouldBeTrue();
    }

    [Test]
    public void A_writer_starts_a_created_recorder_and_is_refused_by_a_stopped_one_and_works_after_a_restart()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = new(loop.CreateContext("r"));
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();

        writer.TryWrite(new Tick(1)).ShouldBeTrue();
        loop.RunOnce();
        recorder.Status.ShouldBe(RecorderStatus.Running);
        recorder.Stop();
        writer.TryWrite(new Tick(2)).ShouldBeFalse();
        recorder.Start();
        writer.TryWrite(new Tick(3)).ShouldBeTrue();
        loop.RunOnce();

        counter.Read().Total.ShouldBe(2);
        recorder.Statistics.ShouldBalance(3, 2);
    }

    [Test]
    public void A_writer_without_a_lane_uses_the_shared_one()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneCount = 1 });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        using EventWriter<Tick> first = recorder.CreateWriter<Tick>();
        using EventWriter<Tick> second = recorder.CreateWriter<Tick>();
        (first.HasOwnLane, second.HasOwnLane).ShouldBe((true, false));

        second.TryWrite(new Tick(1)).ShouldBeTrue();
        first.TryWrite(new Tick(1)).ShouldBeTrue();

        loop.RunOnce().ShouldBe(2);
        loop.Statistics.SharedLaneEvents.ShouldBe(1);
    }

    [Test]
    public void A_writer_in_single_mode_uses_the_one_lane_with_all_others_and_in_ordered_mode_the_shared_one(
        [Values(ProducerMode.Single, ProducerMode.Ordered)] ProducerMode mode)
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { ProducerMode = mode });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        TickLog log = new();
        recorder.Register(log);
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        writer.HasOwnLane.ShouldBeFalse(mode.ToString());

        for (int i = 0; i < 10; i += 2)
        {
            writer.TryWrite(new Tick(i)).ShouldBeTrue();
            recorder.RegisterEvent(new Tick(i + 1)).ShouldBeTrue();
        }

        loop.RunOnce();
        log.Values.ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
}
