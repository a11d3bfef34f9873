using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a recorder logs: drops, failures, and nothing by the event.</summary>
[TestFixture]
internal sealed partial class RecorderLogTests
{
    // The smallest lane, full.
    private const string Advice = "A lane was full: LaneBytes is 1024; twice as much costs 1024 bytes more for each thread that records.";

    [Test]
    public void Drops_are_warned_of_once_a_second_with_how_many_since_also_across_a_restart()
    {
        FakeTimeProvider time = new();
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            TimeProvider = time,
            LoggerFactory = log,
            LaneBytes = LaneRoom.BytesFor<Tick>(64),
            OverflowPolicy = OverflowPolicy.DropNewest,
        });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Drop(10);
        loop.RunOnce();
        log.Count(107).ShouldBe(0, "the second is not over");

        time.Advance(TimeSpan.FromSeconds(1.5));
        loop.RunOnce();
        Drop(1);
        loop.RunOnce();
        log.Messages(107).ShouldBe([$"Recorder r dropped 10 events since the last warning (10 in total). {Advice}"]);

        recorder.Stop();
        recorder.Start();
        time.Advance(TimeSpan.FromSeconds(1.5));
        loop.RunOnce();
        time.Advance(TimeSpan.FromSeconds(1.5));
        loop.RunOnce();
        log.Messages(107)[1..].ShouldBe([$"Recorder r dropped 1 events since the last warning (11 in total). {Advice}"]);

        void Drop(int events)
        {
            for (int i = 0; i < 64; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            for (int i = 0; i < events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeFalse();
        }
    }
}
