using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A header: tag and length side by side in one word that is never zero.</summary>
[TestFixture]
internal sealed class RecordHeaderTests
{
    private const ulong LargestTag = (1UL << 56) - 1;

    [Test]
    public void A_payload_takes_whole_words_and_a_header_before_it()
    {
        (RecordHeader.PayloadBytes<byte>(), RecordHeader.RecordBytes<byte>()).ShouldBe((8, 16));
        (RecordHeader.PayloadBytes<Empty>(), RecordHeader.RecordBytes<Empty>()).ShouldBe((8, 16), "even a type without fields");
        (RecordHeader.PayloadBytes<long>(), RecordHeader.RecordBytes<long>()).ShouldBe((8, 16));
        (RecordHeader.PayloadBytes<Nine>(), RecordHeader.RecordBytes<Nine>()).ShouldBe((16, 24));
        (RecordHeader.PayloadBytes<Event1016>(), RecordHeader.RecordBytes<Event1016>()).ShouldBe((1016, 1024));
    }

    [Test]
    public void The_longest_record_holds_the_largest_payload_and_is_what_the_overhang_has_room_for()
    {
        (RecordHeader.LargestPayload, RecordHeader.LongestRecord).ShouldBe((1016, 1024));
        RecordHeader.BytesOf(RecordHeader.LengthOf<Event1016>()).ShouldBe(RecordHeader.LongestRecord);
    }

    [TestCase(0UL)]
    [TestCase(1UL)]
    [TestCase(0x50003UL)]
    [TestCase(LargestTag)]
    public void Tag_and_length_are_read_back_and_do_not_touch_each_other(ulong tag)
    {
        Read(tag | RecordHeader.LengthOf<byte>()).ShouldBe((tag, 16));
        Read(tag | RecordHeader.LengthOf<Nine>()).ShouldBe((tag, 24));
        Read(tag | RecordHeader.LengthOf<Event1016>()).ShouldBe((tag, 1024));
    }

    [Test]
    public void No_header_is_zero() => RecordHeader.LengthOf<Empty>().ShouldBe(2UL << 56, "the header's own word counts");

    private static (ulong Tag, int Bytes) Read(ulong header) => (RecordHeader.TagOf(header), RecordHeader.BytesOf(header));

    private readonly struct Empty;

    [InlineArray(9)]
    private struct Nine
    {
        public byte First;
    }
}
