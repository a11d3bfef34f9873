using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Selectors, made of delegates and of types: the values of a run's events, in place, in order, and of no other event.</summary>
[TestFixture]
internal sealed unsafe class SelectorTests
{
    private const int Most = EventRun<Tick>.MaxEvents;

    private static readonly Selector<Tick, long>[] s_kinds =
    [
        Selector.Of<Tick, long>(static (in Tick t) => Doubled(in t)),
        Selector.Of<Tick, long, TwiceTheValue>(),
    ];

    [Test]
    public void All_events_of_a_run_of_any_length_are_selected_in_order_and_nothing_is_written_beyond_them([Values(0, 1)] int kind)
    {
        long* memory = stackalloc long[Most * 3];
        for (int count = 0; count <= Most; count++)
        {
            foreach (int words in (int[])[1, 3]) // without gaps, and with gaps
            {
                new Span<long>(memory, Most * 3).Fill(-1);
                for (int i = 0; i < count; i++) memory[i * words] = 100 + i;
                long[] room = [.. Enumerable.Repeat(-7L, Most)];
                EventRun<Tick> run = new((byte*)memory, count, words * sizeof(long));

                Span<long> taken = s_kinds[kind].Take(run, Numbers(count), room);

                taken.ToArray().ShouldBe(Enumerable.Range(0, count).Select(static i => 2L * (100 + i)), $"{count} events of {words} words");
                Unsafe.AreSame(ref taken.GetPinnableReference(), ref room[0]).ShouldBe(count > 0, "at the beginning of the room");
                room.AsSpan(count).ContainsAnyExcept(-7L).ShouldBeFalse($"{count} events of {words} words");
            }
        }
    }

    [Test]
    public void Of_picked_events_only_those_are_looked_at([Values(0, 1)] int kind)
    {
        Tick[] ticks = [.. Enumerable.Range(0, Most).Select(static i => new Tick(i % 3 == 0 ? i : -1))]; // refused if looked at
        byte[] picked = [.. Numbers(Most).Where(static i => i % 3 == 0)];
        s_kinds[kind].Take(new EventRun<Tick>(ticks), picked, new long[Most]).ToArray().ShouldBe(picked.Select(static i => 2L * i));
        s_kinds[kind].Take(new EventRun<Tick>(ticks), [], new long[Most]).Length.ShouldBe(0);
    }

    [Test]
    public void A_single_event_is_selected_as_in_a_run([Values(0, 1)] int kind) => s_kinds[kind].Of(new Tick(21)).ShouldBe(42);

    [Test]
    public void Where_no_amount_is_given_every_event_counts_one()
    {
        Selector<Tick, long> one = Selector.One<Tick>();
        one.Of(new Tick(50)).ShouldBe(1);
        one.Take(new EventRun<Tick>(new Tick[5]), Numbers(5), new long[5]).ToArray().ShouldBe([1, 1, 1, 1, 1]);
    }

    [Test]
    public void No_delegate_is_refused_by_name() =>
        Should.Throw<ArgumentNullException>(static () => Selector.Of<Tick, long>(null!)).ParamName.ShouldBe("select");

    private static byte[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(static i => (byte)i)];

    private static long Doubled(in Tick tick) =>
        tick.Value < 0 ? throw new InvalidOperationException("an event that was not picked") : 2 * tick.Value;

    private readonly struct TwiceTheValue : ISelector<Tick, long>
    {
        public static long Select(in Tick metricEvent) => Doubled(in metricEvent);
    }
}
