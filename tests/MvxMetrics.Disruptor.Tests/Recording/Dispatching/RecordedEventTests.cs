namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the headers of a type have in common: its length and its number, and room for a recorder's place.</summary>
[TestFixture]
internal sealed class RecordedEventTests
{
    [Test]
    public void A_header_tells_length_and_number_of_its_type()
    {
        Check<Tick>(16);
        Check<RichEvent>(16 + ((System.Runtime.CompilerServices.Unsafe.SizeOf<RichEvent>() - 1) & -8));
        Check<Event1016>(1024);

        static void Check<TEvent>(int bytes)
            where TEvent : unmanaged, IMetricEvent
        {
            ulong header = RecordedEvent<TEvent>.Header;
            RecordHeader.BytesOf(header).ShouldBe(bytes);
            ulong tag = RecordHeader.TagOf(header);
            (RecorderKey.PlaceOf(tag), RecorderKey.EventTypeOf(tag)).ShouldBe((0, EventTypeId<TEvent>.Value));
        }
    }
}
