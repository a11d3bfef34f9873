using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Runs of events: what a metric's author sees of the ring buffer.</summary>
[TestFixture]
internal sealed unsafe class EventRunTests
{
    [Test]
    public void Events_of_the_callers_are_seen_in_place_in_order_and_as_a_span([Values(0, 1, 63, 64)] int count)
    {
        Tick[] ticks = [.. Enumerable.Range(0, count).Select(static i => new Tick(i))];
        EventRun<Tick> run = new(ticks);

        run.Count.ShouldBe(count);
        List<long> seen = [];
        foreach (ref readonly Tick tick in run) seen.Add(tick.Value);
        seen.ShouldBe(Enumerable.Range(0, count).Select(static i => (long)i));
        for (int i = 0; i < count; i++) run[i].ShouldBe(ticks[i]);
        run.TryGetSpan(out ReadOnlySpan<Tick> span).ShouldBeTrue();
        span.SequenceEqual(ticks).ShouldBeTrue();
        if (count == 0) return;

        ticks[0] = new Tick(77);
        run[0].Value.ShouldBe(77, "in place");
    }

    [Test]
    public void Events_with_gaps_are_seen_one_by_one_and_not_as_a_span()
    {
        long* words = stackalloc long[64 * 3];
        for (int i = 0; i < 64 * 3; i++) words[i] = i;
        EventRun<Tick> run = new((byte*)(words + 1), 64, stride: 24);

        long expected = 1;
        foreach (ref readonly Tick tick in run)
        {
            tick.Value.ShouldBe(expected);
            expected += 3;
        }

        expected.ShouldBe(1 + (64 * 3));
        run[63].Value.ShouldBe(1 + (63 * 3));
        run.TryGetSpan(out ReadOnlySpan<Tick> span).ShouldBeFalse();
        span.IsEmpty.ShouldBeTrue();
    }

    [Test]
    public void An_index_outside_of_the_run_is_refused([Values(-1, 3, 64, int.MaxValue, int.MinValue)] int index)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ = new EventRun<Tick>(new Tick[3])[index]).ParamName.ShouldBe("index");
    }

    [Test]
    public void More_events_than_the_loop_ever_hands_over_are_refused([Values(65, 1000)] int count)
    {
        ArgumentException error = Should.Throw<ArgumentException>(() => _ = new EventRun<Tick>(new Tick[count]));
        error.ParamName.ShouldBe("events");
        error.Message.ShouldContain($"{count} events");
        EventRun<Tick>.MaxEvents.ShouldBe(RecorderPipeline.LongestRun);
    }

    [Test]
    public void A_default_run_has_no_events()
    {
        EventRun<Tick> run = default;
        run.Count.ShouldBe(0);
        foreach (ref readonly Tick _ in run) Assert.Fail("there is none");
    }
}
