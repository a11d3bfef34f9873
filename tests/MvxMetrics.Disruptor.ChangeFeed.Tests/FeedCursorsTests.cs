using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>Publishers and the reader do not share cache lines, nor does anybody else with them.</summary>
[TestFixture]
internal sealed class FeedCursorsTests
{
    private const int TwoLines = 128;

    [Test]
    public void Positions_lie_two_cache_lines_from_each_other_and_from_what_lies_around_them()
    {
        FeedCursors cursors = default;
        long tail = OffsetOf(ref cursors.Tail);
        long refused = OffsetOf(ref cursors.Refused);
        long read = OffsetOf(ref cursors.Read);
        long missed = OffsetOf(ref cursors.Missed);
        Math.Min(tail, refused).ShouldBeGreaterThanOrEqualTo(TwoLines);
        (Math.Min(read, missed) - Math.Max(tail, refused)).ShouldBeGreaterThanOrEqualTo(TwoLines - sizeof(long));
        (Math.Min(read, missed) / TwoLines).ShouldBeGreaterThan(Math.Max(tail, refused) / TwoLines);
        (Unsafe.SizeOf<FeedCursors>() - Math.Max(read, missed)).ShouldBeGreaterThanOrEqualTo(TwoLines - sizeof(long));
        new[] { tail, refused, read, missed }.Distinct().Count().ShouldBe(4);

        long OffsetOf(ref long field) => Unsafe.ByteOffset(ref Unsafe.As<FeedCursors, long>(ref cursors), ref field);
    }
}
