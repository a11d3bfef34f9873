using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>The room for an event is as large as it is said to be.</summary>
[TestFixture]
internal sealed class EventBytesTests
{
    [Test]
    public void The_room_has_the_size_that_is_checked_and_the_largest_event_fills_it()
    {
        Unsafe.SizeOf<EventBytes>().ShouldBe(EventBytes.Size);
        Unsafe.SizeOf<Large>().ShouldBe(EventBytes.Size);
        EventBytes[] neighbours = new EventBytes[3];
        Unsafe.As<EventBytes, Large>(ref neighbours[1]) = new Large(1, 2);
        Unsafe.As<EventBytes, Large>(ref neighbours[1]).IsTorn.ShouldBeFalse();
        foreach (ulong word in (ReadOnlySpan<ulong>)neighbours[0]) word.ShouldBe(0UL);
        foreach (ulong word in (ReadOnlySpan<ulong>)neighbours[2]) word.ShouldBe(0UL);
    }
}
