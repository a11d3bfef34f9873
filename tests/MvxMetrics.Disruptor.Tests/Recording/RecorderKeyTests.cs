using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A place and an event type in one tag, and the place that a forgotten recorder gives back.</summary>
[TestFixture]
internal sealed class RecorderKeyTests
{
    [TestCase(0, 0)]
    [TestCase(0, 65535)]
    [TestCase(1, 0)]
    [TestCase(70_000, 65535)]
    [TestCase(int.MaxValue, 1)]
    public void A_tag_tells_place_and_event_type_apart(int place, int eventType)
    {
        using SettableHost host = new() { Posting = static _ => true };
        RecorderKey key = new(host, place);
        ulong tag = key.Tag | (uint)eventType;
        (key.Place, RecorderKey.PlaceOf(tag), RecorderKey.EventTypeOf(tag)).ShouldBe((place, place, eventType));
        key.Tag.ShouldBe((ulong)place * 65536);
        RecordHeader.TagOf(tag).ShouldBe(tag, "it fits into a header beside the length");
        GC.KeepAlive(key);
    }

    [Test]
    public void A_place_is_handed_back_once_when_its_key_is_garbage_and_not_before()
    {
        using SettableHost host = new() { Posting = static _ => true };
        RecorderKey kept = new(host, 4);
        Forget(host, 7);
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !host.ReturnedPlaces.IsEmpty;
            },
            "the forgotten key hands its place back");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        host.ReturnedPlaces.ShouldBe([7]);
        GC.KeepAlive(kept);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(SettableHost host, int place) => new RecorderKey(host, place).Place.ShouldBe(place);
    }
}
