using System.Reflection;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Every event type has a number of its own, by which it is found again.</summary>
[TestFixture]
internal sealed class EventTypesTests
{
    [Test]
    public void A_type_is_found_by_its_number()
    {
        NamelessInfo first = new();
        NamelessInfo second = new();
        int firstNumber = EventTypes.Register(first);
        int secondNumber = EventTypes.Register(second);
        secondNumber.ShouldBeGreaterThan(firstNumber);
        EventTypes.Get(firstNumber).ShouldBeSameAs(first);
        EventTypes.Get(secondNumber).ShouldBeSameAs(second);
        EventTypes.Get(EventTypeId<Tick>.Value).ShouldBeOfType<EventTypeId<Tick>>();
    }

    [Test]
    public void Threads_that_register_at_once_get_numbers_of_their_own()
    {
        const int Each = 25;
        NamelessInfo[][] infos = [.. Enumerable.Range(0, 4).Select(static _ => new NamelessInfo[Each])];
        int[][] numbers = [.. infos.Select(static _ => new int[Each])];
        Producers.Run(4, thread =>
        {
            for (int i = 0; i < Each; i++)
            {
                infos[thread][i] = new NamelessInfo();
                numbers[thread][i] = EventTypes.Register(infos[thread][i]);
                EventTypes.Get(numbers[thread][i]).ShouldBeSameAs(infos[thread][i]);
            }
        });

        numbers.SelectMany(static n => n).Distinct().Count().ShouldBe(4 * Each);
        for (int thread = 0; thread < 4; thread++)
            for (int i = 0; i < Each; i++) EventTypes.Get(numbers[thread][i]).ShouldBeSameAs(infos[thread][i]);
    }

    [Test]
    public void More_types_than_a_header_can_tell_apart_are_refused_with_advice()
    {
        FieldInfo types = typeof(EventTypes).GetField("s_types", BindingFlags.Static | BindingFlags.NonPublic)!;
        object before = types.GetValue(null)!;
        try
        {
            EventTypeInfo[] almostAll = new EventTypeInfo[(1 << EventTypes.Bits) - 1];
            types.SetValue(null, almostAll);
            NamelessInfo last = new();
            EventTypes.Register(last).ShouldBe(65535);
            EventTypes.Get(65535).ShouldBeSameAs(last);
            Should.Throw<MetricsException>(static () => EventTypes.Register(new NamelessInfo())).Message.ShouldBe(
                "This process already uses 65536 event types, and a record's header has room for no more. Merge event types.");
        }
        finally
        {
            types.SetValue(null, before);
        }
    }

    private sealed class NamelessInfo : EventTypeInfo
    {
        public override EventDispatcher NewDispatcher(MetricsRecorder recorder, Metric[] metrics) => throw new NotSupportedException();
    }
}
