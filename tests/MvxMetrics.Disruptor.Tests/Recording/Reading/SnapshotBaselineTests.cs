using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Reading what came since: every reader gets every increment exactly once, whatever happens between and during its reads.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed partial class SnapshotBaselineTests : RuntimeFixture
{
    [Test]
    public void Several_readers_get_every_increment_once_while_events_flow_from_several_threads()
    {
        const int Senders = 3;
        const int Readers = 3;
        const int Events = 30_000;
        MetricsRecorder recorder = Runtime.CreateRecorder(
            "r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = Patience });
        recorder.Register(new Counter<Point>("count"));
        recorder.Register(new UpDownCounter<Point>("up_down", static (in Point p) => p.Amount));
        recorder.Register(new Summary<Point>("sum", static (in Point p) => p.Value));
        recorder.Register(new CounterBy<Point>(
            "by", static (in Point p) => (int)p.Key, KeyNames.Range(Senders), static (in Point p) => p.Key + 1));
        Totals[] got = new Totals[Readers];
        int sending = Senders;

        Producers.Run(Senders + Readers, thread =>
        {
            if (thread < Senders)
            {
                for (int i = 0; i < Events; i++) recorder.RegisterEvent(new Point(thread, i % 2 == 0 ? 3 : -2, thread + 1)).ShouldBeTrue();
                if (Interlocked.Decrement(ref sending) == 0) Flush();
                Eventually.ShouldBeTrue(() => Volatile.Read(ref sending) == 0, "all have sent");
                return;
            }

            SnapshotBaseline since = new();
            ref Totals mine = ref got[thread - Senders];
            while (Volatile.Read(ref sending) > 0) recorder.ReadSnapshots(ref mine, since);
            Flush();
            recorder.ReadSnapshots(ref mine, since);
            mine.Reads++;
        });

        foreach (Totals totals in got)
        {
            (totals.Count, totals.UpDown).ShouldBe((Senders * Events, Senders * Events / 2));
            (totals.Summed, totals.Sum).ShouldBe((Senders * Events, 6.0 * Events));
            totals.ByKey.ShouldBe(6 * Events);
            totals.Incoherent.ShouldBe(0, "all metrics as of the same event");
        }
    }

    [Test]
    public void A_reader_that_throws_loses_nothing()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Counter<Point>("a"));
        recorder.Register(new Counter<Point>("b"));
        SnapshotBaseline since = new();
        recorder.RegisterEvent(new Point());
        Flush();
        ThrowingReader reader = new();
        Should.Throw<IOException>(() => recorder.ReadSnapshots(ref reader, since)).Message.ShouldBe("b");
        recorder.RegisterEvent(new Point());
        Flush();

        recorder.GetMetricSnapshots(since).Values.Select(static m => m["total"].ToInt64()).ShouldBe([2, 2]);
        recorder.GetMetricSnapshots(since).Values.Select(static m => m["total"].ToInt64()).ShouldBe([0, 0]);
    }

    [Test]
    public void A_metric_that_cannot_write_its_dimensions_or_subtract_loses_nothing()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        MoodyMetric moody = new();
        recorder.Register(new Counter<Point>("count"));
        recorder.Register(moody);
        SnapshotBaseline since = new();
        recorder.RegisterEvent(new Point());
        Flush();
        moody.FailsToWrite = true;
        Should.Throw<IOException>(() => recorder.GetMetricSnapshots(since)).Message.ShouldBe("write");
        moody.FailsToWrite = false;
        recorder.GetMetricSnapshots(since)["count"]["total"].ToInt64().ShouldBe(1);
        recorder.RegisterEvent(new Point());
        Flush();
        moody.FailsToSubtract = true;
        Should.Throw<IOException>(() => recorder.GetMetricSnapshots(since)).Message.ShouldBe("subtract");
        moody.FailsToSubtract = false;
        recorder.GetMetricSnapshots(since)["count"]["total"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void Metrics_that_are_added_replaced_or_come_back_between_reads_are_seen_once()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Counter<Point> first = new("a");
        recorder.Register(first);
        recorder.Register(new Counter<Point>("b"));
        SnapshotBaseline since = new();
        Read().ShouldBe(["a 5", "b 5"]);

        recorder.Register(new Summary<Point>("added", static (in Point p) => p.Value));
        Read().ShouldBe(["a 5", "b 5", "added 5"]);
        recorder.Register(new SummaryBy<Point>("a", static (in Point p) => (int)p.Key, KeyNames.Range(3), static (in Point p) => p.Value));
        Read().ShouldBe(["a 5", "b 5", "added 5"]);
        Read().ShouldBe(["a 5", "b 5", "added 5"]);
        recorder.Register(first);
        Read().ShouldBe(["a 5", "b 5", "added 5"], "what was seen of the first one is not shown again");
        first.Read().Total.ShouldBe(15);

        IEnumerable<string> Read()
        {
            recorder.RegisterEvents<Point>(new Point[5]).ShouldBe(5);
            Flush();
            return recorder.GetMetricSnapshots(since).Values.Select(static m => $"{m.Name} {m.Dimensions.First().Value}").ToArray();
        }
    }

    [Test]
    public void A_baseline_that_another_recorder_refused_still_serves_its_own()
    {
        MetricsRecorder own = Runtime.CreateRecorder("own");
        MetricsRecorder other = Runtime.CreateRecorder("other");
        own.Register(new Counter<Point>("c"));
        other.Register(new Counter<Point>("c"));
        SnapshotBaseline since = new();
        own.RegisterEvent(new Point());
        other.RegisterEvent(new Point());
        Flush();
        own.GetMetricSnapshots(since)["c"]["total"].ToInt64().ShouldBe(1);
        Should.Throw<ArgumentException>(() => other.GetMetricSnapshots(since)).ParamName.ShouldBe("since");
        own.RegisterEvent(new Point());
        Flush();
        own.GetMetricSnapshots(since)["c"]["total"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void A_read_inside_a_reader_with_the_same_baseline_is_refused_and_spoils_nothing()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Counter<Point>("c"));
        recorder.RegisterEvent(new Point());
        Flush();
        SnapshotBaseline since = new();
        NestingReader reader = new(recorder, since);
        recorder.ReadSnapshots(ref reader, since);
        recorder.GetMetricSnapshots(since)["c"]["total"].ToInt64().ShouldBe(0);
    }

    private struct Totals : ISnapshotReader
    {
        public long Count, UpDown, Summed, ByKey, Incoherent, Reads;
        public double Sum;
        private string _metric;

        public void OnMetric(MetricDescriptor metric) => _metric = metric.Name;

        public void OnDimension(string name, MetricValue value)
        {
            if (_metric == "count") Count += value.ToInt64();
            else if (_metric == "up_down") UpDown += value.ToInt64();
            else if (_metric == "by") ByKey += value.ToInt64();
            else if (name == "sum") Sum += value.ToDouble();
            else if (name == "count") Summed += value.ToInt64();
            if (_metric == "sum" && name == "count" && Summed != Count) Incoherent++;
        }
    }

    private sealed class ThrowingReader : ISnapshotReader
    {
        public void OnMetric(MetricDescriptor metric)
        {
            if (metric.Name == "b") throw new IOException("b");
        }

        public void OnDimension(string name, MetricValue value)
        {
        }
    }

    private readonly struct NestingReader(MetricsRecorder recorder, SnapshotBaseline since) : ISnapshotReader
    {
        public void OnMetric(MetricDescriptor metric)
        {
            MetricsRecorder own = recorder;
            SnapshotBaseline used = since;
            Should.Throw<InvalidOperationException>(() => own.GetMetricSnapshots(used)).Message.ShouldContain("under way");
        }

        public void OnDimension(string name, MetricValue value) => value.ToInt64().ShouldBe(1);
    }

    private sealed class MoodyMetric() : Metric<long>("moody"), IMetricEventHandler<Point>
    {
        public bool FailsToWrite { get; set; }

        public bool FailsToSubtract { get; set; }

        public bool HandleEvent(in Point metricEvent)
        {
            State++;
            return true;
        }

        protected override void Subtract(ref long state, in long earlier)
        {
            if (FailsToSubtract) throw new IOException("subtract");
            state -= earlier;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
            if (FailsToWrite) throw new IOException("write");
            writer.Add("value", state);
        }
    }
}
