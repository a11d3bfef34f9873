using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What comes to a metric as one run: by which way events were sent, and how many at most.</summary>
[TestFixture]
internal sealed partial class EventDispatcherTests
{
    [Test]
    public void A_writers_events_are_spans_and_other_events_have_gaps()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneCount = 2, LaneBytes = 4096 });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        RunMetric metric = new();
        recorder.Register(metric);
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        for (int i = 0; i < 100; i++) writer.TryWrite(new Tick(i)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(100);
        metric.Runs.ShouldBe([(64, true), (36, true)]);

        metric.Runs.Clear();
        for (int i = 100; i < 200; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(100);
        metric.Runs.ShouldBe([(64, false), (36, false)]);
        metric.Seen.ShouldBe(Enumerable.Range(0, 200).Select(static i => (long)i));
        recorder.Statistics.ShouldBalance(200, 200);
    }

    [Test]
    public void Spans_are_events_of_whole_words_only_and_end_with_the_lap()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 1024 });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        SizesMetric metric = new();
        recorder.Register(metric);
        using EventWriter<Of16> sixteen = recorder.CreateWriter<Of16>();
        using EventWriter<Of12> twelve = recorder.CreateWriter<Of12>();
        using EventWriter<Point> twentyFour = recorder.CreateWriter<Point>();
        for (int i = 0; i < 40; i++)
        {
            sixteen.TryWrite(new Of16(i, -i)).ShouldBeTrue();
            twelve.TryWrite(new Of12(i, -i, i + 1)).ShouldBeTrue();
            twentyFour.TryWrite(new Point(i, -i, i + 1)).ShouldBeTrue();
        }

        loop.RunOnce().ShouldBe(120);
        metric.Runs.ShouldBe([("16", 40, true), ("12", 40, false), ("24", 40, true)]);
        metric.Runs.Clear();
        for (int i = 40; i < 80; i++)
        {
            sixteen.TryWrite(new Of16(i, -i)).ShouldBeTrue();
            twentyFour.TryWrite(new Point(i, -i, i + 1)).ShouldBeTrue();
        }

        // 64 events of 16 bytes are a lap; the 43rd of 24 begins in its last 16 bytes and lies in one piece.
        loop.RunOnce().ShouldBe(80);
        metric.Runs.ShouldBe([("16", 24, true), ("16", 16, true), ("24", 3, true), ("24", 37, true)]);
        metric.Wrong.ShouldBe(0);
    }

    [Test]
    public void A_run_has_events_of_one_recorder_and_one_type_and_of_single_mode_too([Values] ProducerMode mode)
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { ProducerMode = mode });
        MetricsRecorder[] recorders = [loop.CreateRecorder("a"), loop.CreateRecorder("b")];
        RunMetric[] metrics = [new(), new()];
        for (int i = 0; i < 2; i++) recorders[i].Register(metrics[i]);
        foreach ((int who, int count) in ((int, int)[])[(0, 3), (1, 2), (0, 70), (1, 1)])
            for (int i = 0; i < count; i++) recorders[who].RegisterEvent(new Tick(i)).ShouldBeTrue();
        recorders[1].RegisterEvent(new Tock(1)).ShouldBeTrue();
        for (int i = 0; i < 4; i++) recorders[1].RegisterEvent(new Tick(i)).ShouldBeTrue();

        loop.RunOnce().ShouldBe(81);

        metrics[0].Runs.ShouldBe([(3, false), (64, false), (6, false)]);
        metrics[1].Runs.ShouldBe([(2, false), (1, false), (4, false)]);
    }

    [Test]
    public void Events_that_were_kept_while_starting_come_in_runs_as_well_and_in_a_derived_recorder_one_by_one()
    {
        foreach (bool isDerived in (bool[])[false, true])
        {
            using MetricsEventLoop loop = new();
            RunMetric metric = new();
            if (isDerived)
            {
                TaskCompletionSource hook = new();
                HookedRecorder recorder = new(loop.CreateContext("r")) { Starting = _ => hook.Task };
                recorder.Register(metric);
                for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
                loop.RunOnce().ShouldBe(100);
                metric.Seen.ShouldBeEmpty();
                hook.SetResult();
                Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && recorder.Status == RecorderStatus.Running, "runs");
                metric.Runs.ShouldBeEmpty("its OnMetricChanged is called event by event");
            }
            else
            {
                MetricsRecorder recorder = new(loop.CreateContext("r"));
                recorder.Register(metric);
                for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
                loop.RunOnce();
                metric.Runs.ShouldBe([(64, false), (36, false)]);
            }

            metric.Seen.ShouldBe(Enumerable.Range(0, 100).Select(static i => (long)i));
        }
    }

    private readonly record struct Of16(long First, long Second) : IMetricEvent
    {
        public static string EventType => "test.of16";
    }

    private readonly record struct Of12(int First, int Second, int Third) : IMetricEvent
    {
        public static string EventType => "test.of12";
    }

    private sealed class SizesMetric() : Metric<long>("sizes"), IMetricRunHandler<Of16>, IMetricRunHandler<Of12>, IMetricRunHandler<Point>
    {
        private int _of16;
        private int _of12;
        private int _points;

        public List<(string Size, int Count, bool IsSpan)> Runs { get; } = [];

        public int Wrong { get; private set; }

        public bool HandleEvent(in Of16 metricEvent) => throw new NotSupportedException();

        public bool HandleEvent(in Of12 metricEvent) => throw new NotSupportedException();

        public bool HandleEvent(in Point metricEvent) => throw new NotSupportedException();

        public void HandleEvents(EventRun<Of16> run)
        {
            Runs.Add(("16", run.Count, run.TryGetSpan(out ReadOnlySpan<Of16> span)));
            foreach (Of16 each in span)
                if (each != new Of16(_of16, -_of16++)) Wrong++;
        }

        public void HandleEvents(EventRun<Of12> run)
        {
            Runs.Add(("12", run.Count, run.TryGetSpan(out _)));
            foreach (Of12 each in run)
                if (each != new Of12(_of12, -_of12, ++_of12)) Wrong++;
        }

        public void HandleEvents(EventRun<Point> run)
        {
            Runs.Add(("24", run.Count, run.TryGetSpan(out ReadOnlySpan<Point> span)));
            foreach (Point each in span)
                if (each != new Point(_points, -_points, ++_points)) Wrong++;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
    }
}
