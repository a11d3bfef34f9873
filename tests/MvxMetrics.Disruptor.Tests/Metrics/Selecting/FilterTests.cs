using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Filters, made of delegates and of types: the numbers of a run's events that a metric takes.</summary>
[TestFixture]
internal sealed class FilterTests
{
    private const int Most = EventRun<Tick>.MaxEvents;

    private static readonly Filter<Tick>[] s_kinds =
        [Filter.Of<Tick>(static (in Tick t) => t.Value > 0), Filter.Of<Tick, Positive>()];

    [Test]
    public void The_numbers_of_the_events_that_are_included_are_picked_in_order([Values(0, 1)] int kind)
    {
        const int Seed = 11;
        TestContext.Out.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        for (int count = 0; count <= Most; count++)
        {
            Tick[] ticks = [.. Enumerable.Range(0, count).Select(_ => new Tick(random.Next(-1, 2)))];
            byte[] room = new byte[Most];
            ReadOnlySpan<byte> picked = Filter<Tick>.Pick(s_kinds[kind], new EventRun<Tick>(ticks), room);
            picked.ToArray().ShouldBe(Enumerable.Range(0, count).Where(i => ticks[i].Value > 0).Select(static i => (byte)i), $"of {count}");
        }
    }

    [Test]
    public void All_or_none_of_the_longest_run_may_be_included([Values(0, 1)] int kind)
    {
        Tick[] ticks = new Tick[Most];
        Filter<Tick>.Pick(s_kinds[kind], new EventRun<Tick>(ticks), new byte[Most]).Length.ShouldBe(0);
        Array.Fill(ticks, new Tick(1));
        Filter<Tick>.Pick(s_kinds[kind], new EventRun<Tick>(ticks), new byte[Most]).ToArray()
            .ShouldBe(Enumerable.Range(0, Most).Select(static i => (byte)i));
    }

    [Test]
    public void Without_a_filter_all_events_are_picked([Values(0, 1, 63, 64)] int count)
    {
        Filter<Tick>.Pick(null, new EventRun<Tick>(new Tick[count]), []).ToArray()
            .ShouldBe(Enumerable.Range(0, count).Select(static i => (byte)i));
        Filter<Tick>.Includes(null, new Tick(-1)).ShouldBeTrue();
    }

    [Test]
    public void A_single_event_is_included_as_in_a_run([Values(0, 1)] int kind)
    {
        Filter<Tick>.Includes(s_kinds[kind], new Tick(1)).ShouldBeTrue();
        Filter<Tick>.Includes(s_kinds[kind], new Tick(0)).ShouldBeFalse();
    }

    [Test]
    public void No_delegate_is_refused_by_name() =>
        Should.Throw<ArgumentNullException>(static () => Filter.Of<Tick>(null!)).ParamName.ShouldBe("includes");

    private readonly struct Positive : IFilter<Tick>
    {
        public static bool Includes(in Tick metricEvent) => metricEvent.Value > 0;
    }
}
