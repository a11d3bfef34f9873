using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Events of any shape in one buffer, and invariant 8: one that does not fit is refused at its first use.</summary>
[TestFixture]
internal sealed class EventTypeIdTests
{
    [Test]
    public void Events_of_different_types_share_a_buffer_and_reach_only_metrics_that_handle_them()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("mixed");
        Counter<Tick> ticks = new("ticks", static (in Tick t) => t.Value);
        Summary<Tock> tocks = new("tocks", static (in Tock t) => t.Value);
        BothMetric both = new();
        recorder.Register(ticks);
        recorder.Register(tocks);
        recorder.Register(both);

        for (int i = 1; i <= 10; i++)
        {
            recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            if (i % 2 == 0) recorder.RegisterEvent(new Tock(i)).ShouldBeTrue();
            recorder.RegisterEvent(new AuditEvent(0, i)).ShouldBeTrue();
        }

        loop.RunOnce().ShouldBe(25);
        ticks.Read().Total.ShouldBe(55);
        tocks.Read().Sum.ShouldBe(30);
        both.Read().ShouldBe((10L, 5L));
        recorder.Statistics.ShouldBalance(25, 25);
    }

    [Test]
    public void Bools_enums_nullables_and_nested_structs_arrive_as_they_were_sent()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("rich");
        RichMetric metric = new();
        recorder.Register(metric);
        RichEvent[] events =
        [
            new(true, Colour.Green, 42, new Inner(-3, 9), 0.5),
            new(false, Colour.Red, null, new Inner(short.MaxValue, null), double.NaN),
        ];

        foreach (RichEvent e in events) recorder.RegisterEvent(in e);
        loop.RunOnce();

        metric.Seen.ShouldBe(events);
    }

    [Test]
    public void An_event_as_large_as_a_record_allows_arrives_whole()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 1024, LaneCount = 1 });
        MetricsRecorder recorder = loop.CreateRecorder("large");
        LargeMetric metric = new();
        recorder.Register(metric);

        for (int round = 0; round < 100; round++)
        {
            Event1016 e = default;
            for (int i = 0; i < 127; i++) e[i] = (round * 127) + i;
            recorder.RegisterEvent(in e).ShouldBeTrue();
            loop.RunOnce().ShouldBe(1);
        }

        metric.Read().ShouldBe(100);
        metric.Torn.ShouldBe(0);
    }

    [Test]
    public void An_event_too_large_for_a_record_is_refused_at_its_first_use_with_both_sizes()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("small");
        recorder.RegisterEvent(default(Event1016)).ShouldBeTrue();

        EventTooLargeException error = Should.Throw<EventTooLargeException>(() => recorder.RegisterEvent(default(Event1017)));

        error.Message.ShouldContain("'test.event1017' takes 1017 bytes");
        error.Message.ShouldContain("may take 1016");
        error.Message.ShouldContain("Shrink the event");
        Should.Throw<EventTooLargeException>(() => recorder.CreateWriter<Event1017>());
        Should.Throw<EventTooLargeException>(() => recorder.RegisterEvents<Event1017>(new Event1017[3]));
        recorder.TryRegisterEvent(default(Event1017)).ShouldBeFalse();
        loop.RunOnce().ShouldBe(1);
        recorder.Statistics.ShouldBalance(6, 1);
        recorder.Statistics.Refused.ShouldBe(5);
    }

    [Test]
    public void The_smallest_lane_takes_one_of_the_largest_events_or_as_many_small_ones_as_fit()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 1024, OverflowPolicy = OverflowPolicy.DropNewest });
        MetricsRecorder recorder = loop.CreateRecorder("small");
        Unsafe.SizeOf<AuditEvent>().ShouldBe(24);
        AuditMetric audit = new(1);
        recorder.Register(audit);
        for (int i = 0; i < 32; i++) recorder.RegisterEvent(new AuditEvent(0, i)).ShouldBeTrue();
        recorder.RegisterEvent(new AuditEvent(0, 32)).ShouldBeFalse();
        loop.RunOnce();
        recorder.RegisterEvent(default(Event1016)).ShouldBeTrue();
        recorder.RegisterEvent(new AuditEvent(0, 32)).ShouldBeFalse();
        loop.RunOnce();
        recorder.RegisterEvent(new AuditEvent(0, 32)).ShouldBeTrue();
        loop.RunOnce();
        audit.ShouldHaveReceivedExactly([33]);
    }

    private sealed class BothMetric() : Metric<(long Ticks, long Tocks)>("both"), IMetricEventHandler<Tick>, IMetricEventHandler<Tock>
    {
        public bool HandleEvent(in Tick metricEvent)
        {
            State.Ticks++;
            return true;
        }

        public bool HandleEvent(in Tock metricEvent)
        {
            State.Tocks++;
            return true;
        }

        protected override void WriteDimensions(in (long Ticks, long Tocks) state, ref DimensionWriter writer)
        {
            writer.Add("ticks", state.Ticks);
            writer.Add("tocks", state.Tocks);
        }
    }

    private sealed class RichMetric() : Metric<long>("rich"), IMetricEventHandler<RichEvent>
    {
        public List<RichEvent> Seen { get; } = [];

        public bool HandleEvent(in RichEvent metricEvent)
        {
            Seen.Add(metricEvent);
            return true;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
    }

    private sealed class LargeMetric() : Metric<long>("large"), IMetricEventHandler<Event1016>
    {
        public int Torn { get; private set; }

        public bool HandleEvent(in Event1016 metricEvent)
        {
            for (int i = 0; i < 127; i++)
                if (metricEvent[i] != (State * 127) + i) Torn++;
            State++;
            return true;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
    }
}
