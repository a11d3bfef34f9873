namespace MvxMetrics.Disruptor.Tests;

/// <summary>Position and count of events in one word: both come out again, also where 32 bits have run out.</summary>
[TestFixture]
internal sealed class TailWordTests
{
    private const long TwoTo32 = 1L << 32;

    [TestCase(0, 0)]
    [TestCase(1024, 1024, Description = "level")]
    [TestCase(1024, 1032)]
    [TestCase(0, TwoTo32 - 8, Description = "as far as can be told")]
    [TestCase(TwoTo32 - 8, TwoTo32, Description = "the position carries")]
    [TestCase(TwoTo32 - 8, TwoTo32 + (1 << 30) - 8, Description = "the longest lane, full")]
    [TestCase((5 * TwoTo32) - 16, (5 * TwoTo32) + 16)]
    [TestCase((1L << 62) + 8, (1L << 62) + 4096)]
    public void A_position_is_found_from_the_head_whatever_the_count_is(long head, long position)
    {
        foreach (long events in (long[])[0, 1, 77, TwoTo32 - 1, TwoTo32, TwoTo32 + 5, long.MaxValue])
        {
            long tail = Tail(events, position);
            TailWord.PositionOf(tail, head).ShouldBe(position, $"{events} events");
            TailWord.EventsOf(tail, position).ShouldBe((uint)events, $"{events} events");
        }
    }

    [Test]
    public void One_addition_moves_both_over_the_carry_of_the_position_and_of_the_count()
    {
        long position = TwoTo32 - 24;
        long events = TwoTo32 - 2;
        long tail = Tail(events, position);
        for (int i = 0; i < 4; i++)
        {
            tail += TailWord.OneEvent + 16;
            position += 16;
            events++;
            TailWord.PositionOf(tail, TwoTo32 - 24).ShouldBe(position);
            TailWord.EventsOf(tail, position).ShouldBe((uint)events);
        }

        (position, events).ShouldBe((TwoTo32 + 40, TwoTo32 + 2));
    }

    private static long Tail(long events, long position) => unchecked((events * TwoTo32) + position);
}
