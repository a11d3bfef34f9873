using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Room for a run.</summary>
[TestFixture]
internal sealed class RunBufferTests
{
    [Test]
    public void There_is_room_for_the_longest_run()
    {
        RunBuffer<long> buffer = default;
        Span<long> room = buffer;
        room.Length.ShouldBe(EventRun<Tick>.MaxEvents);
    }
}
