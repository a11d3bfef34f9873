namespace MvxMetrics.Disruptor.Tests;

/// <summary>An event that is too large is told by name and both sizes, with advice.</summary>
[TestFixture]
internal sealed class EventTooLargeExceptionTests
{
    [Test]
    public void It_says_which_type_how_large_how_large_it_may_be_and_what_to_do() =>
        RecorderAdmission.TooLarge<Event1017>().Message.ShouldBe(
            "Event type 'test.event1017' takes 1017 bytes, and an event may take 1016. "
            + "Shrink the event: leave out what no metric looks at, or record a key of 8 bytes instead of what it stands for.");

    [Test]
    public void A_type_that_cannot_tell_its_name_is_called_by_its_own()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Should.Throw<EventTooLargeException>(() => recorder.RegisterEvent(default(Unnamed)))
            .Message.ShouldStartWith("Event type 'Unnamed' takes 2048 bytes");
    }

    [System.Runtime.CompilerServices.InlineArray(256)]
    private struct Unnamed : IMetricEvent
    {
        public long First;

        public static string EventType => throw new InvalidOperationException("no name");
    }
}
