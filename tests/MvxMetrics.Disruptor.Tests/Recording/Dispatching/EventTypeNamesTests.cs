using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What an event type is called in messages, whatever its own name does.</summary>
[TestFixture]
internal sealed class EventTypeNamesTests : RuntimeFixture
{
    [Test]
    public void An_event_type_without_a_usable_name_is_called_by_its_own()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Counter<Nameless>("c", static (in Nameless _) => throw new DivideByZeroException()));
        recorder.RegisterEvent(default(Nameless)).ShouldBeTrue();
        Flush();
        recorder.LastError.ShouldBeOfType<MetricFaultedException>().EventType.ShouldBe("Nameless");
    }

    [Test]
    public void A_type_is_called_as_it_calls_itself_and_without_a_name_by_its_own()
    {
        EventTypeNames.Of<Tick>().ShouldBe("test.tick");
        EventTypeNames.Of<NullNamed>().ShouldBe("NullNamed");
        EventTypeNames.Of<Nameless>().ShouldBe("Nameless");
    }

    private readonly struct NullNamed : IMetricEvent
    {
        public static string EventType => null!;
    }

    private readonly struct Nameless : IMetricEvent
    {
        public static string EventType => throw new InvalidOperationException("no name");
    }
}
