using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariant 4 and the reading side: coherent across all metrics of a recorder, never starved, never in the way.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed partial class StateReaderTests : RuntimeFixture
{
    [Test]
    public void Readers_beside_a_saturated_loop_always_end_and_see_all_metrics_as_of_the_same_event()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("busy");
        WideMetric wide = new();
        Counter<Tick> count = new("count");
        Summary<Tick> sum = new("sum", static (in Tick t) => t.Value);
        recorder.Register(count);
        recorder.Register(wide);
        recorder.Register(sum);
        using CancellationTokenSource done = new(TimeSpan.FromSeconds(3));
        long reads = 0;
        long longest = 0;

        Producers.Run(2, thread =>
        {
            if (thread == 0)
            {
                while (!done.IsCancellationRequested)
                    for (int i = 0; i < 1000; i++) recorder.TryRegisterEvent(new Tick(1));
                return;
            }

            long last = 0;
            CoherenceReader reader = default;
            while (!done.IsCancellationRequested)
            {
                long started = Stopwatch.GetTimestamp();
                recorder.ReadSnapshots(ref reader);
                longest = Math.Max(longest, Stopwatch.GetTimestamp() - started);
                reads++;
                reader.Incoherent.ShouldBe(0);
                reader.Count.ShouldBeGreaterThanOrEqualTo(last);
                last = reader.Count;

                WideMetric.Words words = wide.Read();
                for (int i = 1; i < 16; i++) words[i].ShouldBe(words[0]);
                foreach (MetricSnapshot snapshot in recorder.GetMetricSnapshots().Values) snapshot.Dimensions.ShouldNotBeEmpty();
            }
        });

        Flush();
        RecorderStatistics statistics = recorder.Statistics;
        count.Read().Total.ShouldBe(statistics.Processed);
        reads.ShouldBeGreaterThan(100);
        TestContext.Out.WriteLine(
            $"{reads} reads beside {statistics.Processed} events; "
            + $"longest {Stopwatch.GetElapsedTime(0, longest).TotalMilliseconds:0.00} ms; "
            + $"{statistics.SnapshotRetries} retries, {statistics.ServicedCopies} copies by the loop");
    }

    [Test]
    public void A_reader_that_meets_an_open_write_section_is_served_by_the_loop()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim go = new();
        Counter<Tick> before = new("before");
        recorder.Register(before);
        recorder.Register(new ProbeMetric(t =>
        {
            if (t.Value == 1)
            {
                inside.Set();
                go.Wait(Patience);
            }

            return true;
        }));
        recorder.RegisterEvent(new Tick(1));
        inside.Wait(Patience).ShouldBeTrue();

        Task<long[]> read = Task.Run(() => recorder.GetMetricSnapshots().Values
            .Select(s => s.Dimensions.Values.Single().ToInt64()).ToArray());
        Eventually.ShouldBeTrue(() => recorder.Statistics.SnapshotRetries >= 16, "the reader has met the open section");
        read.IsCompleted.ShouldBeFalse();
        go.Set();

        read.WaitAsync(Patience).GetAwaiter().GetResult().ShouldBe([1, 1]);
        recorder.Statistics.ServicedCopies.ShouldBeGreaterThan(0);
    }

    [Test]
    public void A_capture_shows_all_recorders_at_one_instant()
    {
        MetricsRecorder left = Runtime.CreateRecorder("left");
        MetricsRecorder right = Runtime.CreateRecorder("right");
        Counter<Tick> leftCount = new("c");
        Counter<Tick> rightCount = new("c");
        left.Register(leftCount);
        right.Register(rightCount);
        using CancellationTokenSource done = new(TimeSpan.FromSeconds(1));

        Producers.Run(2, thread =>
        {
            SpinWait spin = default;
            while (!done.IsCancellationRequested)
            {
                if (thread == 0)
                {
                    while (!left.TryRegisterEvent(new Tick(1))) spin.SpinOnce();
                    while (!right.TryRegisterEvent(new Tick(1))) spin.SpinOnce();
                    continue;
                }

                RuntimeSnapshot snapshot = Runtime.Capture();
                long l = snapshot["left"]["c"]["total"].ToInt64();
                long r = snapshot["right"]["c"]["total"].ToInt64();
                (l - r).ShouldBeInRange(0, 1, "one thread sends left, then right");
                snapshot.Statistics.Processed.ShouldBe(l + r);
            }
        });

        Should.Throw<KeyNotFoundException>(() => Runtime.Capture()["none"]).Message.ShouldContain("left, right");
    }

    [Test]
    public void States_beyond_one_copy_are_refused_with_advice()
    {
        HugeMetric huge = new();
        Metric[] many = [.. Enumerable.Repeat(huge, 40)];
        Should.Throw<MetricsException>(() => StateReader.BytesOf(many)).Message.ShouldContain("Spread the metrics over several recorders");
        StateReader.BytesOf(many.AsSpan(0, 3)).ShouldBe(3 * huge.StateBytes);
    }

    private struct CoherenceReader : ISnapshotReader
    {
        private string _metric;

        public long Count { get; private set; }

        public int Incoherent { get; private set; }

        public void OnMetric(MetricDescriptor metric) => _metric = metric.Name;

        public void OnDimension(string name, MetricValue value)
        {
            if (_metric == "count") Count = value.ToInt64();
            else if (name is "sum" or "count" or "first" or "last" && value.ToInt64() != Count) Incoherent++;
        }
    }

    private sealed class WideMetric() : Metric<WideMetric.Words>("wide"), IMetricEventHandler<Tick>
    {
        public bool HandleEvent(in Tick metricEvent)
        {
            for (int i = 0; i < 16; i++) State[i]++;
            return true;
        }

        protected override void WriteDimensions(in Words state, ref DimensionWriter writer)
        {
            writer.Add("first", state[0]);
            writer.Add("last", state[15]);
        }

        [System.Runtime.CompilerServices.InlineArray(16)]
        public struct Words
        {
            public long First;
        }
    }

    private sealed class HugeMetric() : Metric<long, long>("huge", 8 * 1024 * 1024)
    {
        protected override void WriteDimensions(in long state, ReadOnlySpan<long> cells, ref DimensionWriter writer) =>
            writer.Add("value", state);
    }
}
