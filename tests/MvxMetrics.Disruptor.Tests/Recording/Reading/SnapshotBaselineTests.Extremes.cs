using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>One rule: the extremes that a reader with a baseline is shown are those of what came since, whoever starts them anew.</content>
internal sealed partial class SnapshotBaselineTests
{
    private const int Cases = 1_000;
    private const int Reset = -1;
    private const int FirstReader = -2;
    private const int SecondReader = -3;

    // Values from 0 on, and between them resets and reads of two readers.
    private static readonly Gen<int[]> s_steps =
        Gen.Frequency((6, Gen.Int[0, 1000]), (1, Gen.Const(Reset)), (2, Gen.Const(FirstReader)), (1, Gen.Const(SecondReader))).Array[0, 60];

    [Test]
    public void The_first_read_shows_what_it_would_if_extremes_had_never_been_started_anew()
    {
        using MetricStage reset = new(All());
        using MetricStage left = new(All());
        foreach (MetricStage stage in (MetricStage[])[reset, left])
        {
            stage.Send(new Point(0, 9, 9), new Point(1, 2, 2));
            if (stage == reset) stage.Recorder.ResetExtremes();
            stage.Send(new Point(0, 5, 5), new Point(5, 4, double.NaN));
            if (stage == reset) stage.Recorder.ResetExtremes();
            stage.Loop.RunOnce();
        }

        string[] expected = [.. left.Recorder.GetMetricSnapshots().Values.Select(static m => m.ToString())];
        Read(reset, new SnapshotBaseline()).ShouldBe(expected);
        Read(left, new SnapshotBaseline()).ShouldBe(expected);
        reset.Recorder.GetMetricSnapshots()["summary"].Dimensions.Keys.ShouldNotContain("min");
    }

    [Test]
    public void A_summary_shows_the_extremes_of_what_came_or_none() => s_steps.Sample(static steps => Check(
        new Summary<Point>("m", static (in Point p) => p.Value),
        static (shown, before, since) =>
        {
            (since.Length > 0 && (before.Length == 0 || since.Min() < before.Min())).ShouldBe(shown.ContainsKey("min"));
            (since.Length > 0 && (before.Length == 0 || since.Max() > before.Max())).ShouldBe(shown.ContainsKey("max"));
            if (shown.TryGetValue("min", out MetricValue min)) min.ToDouble().ShouldBe(since.Min());
            if (shown.TryGetValue("max", out MetricValue max)) max.ToDouble().ShouldBe(since.Max());
        },
        steps), iter: Cases, threads: 1);

    [Test]
    public void A_gauge_shows_the_range_of_the_values_that_held_or_none() => s_steps.Sample(static steps => Check(
        new Gauge<Point>("m", static (in Point p) => p.Value),
        static (shown, before, since) =>
        {
            int[] held = [.. before.TakeLast(1), .. since];
            if (shown.TryGetValue("min", out MetricValue min)) min.ToDouble().ShouldBe(held.Min());
            if (shown.TryGetValue("max", out MetricValue max)) max.ToDouble().ShouldBe(held.Max());
            if (held.Length is 0 or > 2 && before.Length > 0) return;
            shown.ContainsKey("min").ShouldBe(held.Length > 0, "all that held is known");
            shown.ContainsKey("max").ShouldBe(held.Length > 0);
        },
        steps), iter: Cases, threads: 1);

    [Test]
    public void A_histogram_shows_the_extremes_of_what_came_as_precisely_as_their_bucket() => s_steps.Sample(static steps => Check(
        new Histogram<Point>("m", static (in Point p) => (long)p.Value),
        static (shown, before, since) =>
        {
            (since.Length > 0).ShouldBe(shown.ContainsKey("min"));
            (since.Length > 0).ShouldBe(shown.ContainsKey("max"));
            if (since.Length == 0) return;

            (double min, double max) = (shown["min"].ToDouble(), shown["max"].ToDouble());
            min.ShouldBeInRange(since.Min() * 0.99, since.Min());
            max.ShouldBeInRange(since.Max(), since.Max() * 1.01);
            if (before.Length == 0 || since.Min() < before.Min()) min.ShouldBe(since.Min());
            if (before.Length == 0 || since.Max() > before.Max()) max.ShouldBe(since.Max());
        },
        steps), iter: Cases, threads: 1);

    [Test]
    public void What_is_no_difference_is_shown_as_it_is_in_the_first_read_too()
    {
        Metric[] metrics =
        [
            new WindowedSummary<Point>("window", TimeSpan.FromSeconds(10), static (in Point p) => p.Value),
            new WindowedHistogram<Point>("histogram", TimeSpan.FromSeconds(10), static (in Point p) => p.Amount),
            new Rate<Point>("rate", static (in Point p) => p.Amount),
            new TopK<Point>("top", static (in Point p) => p.Key, capacity: 2, shown: 2),
        ];
        using MetricStage stage = new(metrics);
        stage.Send(new Point(1, 3, 3), new Point(2, 1, 1), new Point(3, 2, 2));
        stage.Recorder.ResetExtremes();
        stage.Pass(1);
        Read(stage, new SnapshotBaseline()).ShouldBe([.. metrics.Select(static m => m.Snapshot().ToString())]);
    }

    [Test]
    public void A_metric_of_an_application_subtracts_a_zeroed_state_in_the_first_read()
    {
        using MetricStage stage = new(new Moody());
        SnapshotBaseline since = new();
        stage.Send(new Point(), new Point());
        Read(stage, since).ShouldBe(["moody { earlier = 0, count = 2 }"]);
        stage.Send(new Point());
        Read(stage, since).ShouldBe(["moody { earlier = 2, count = 1 }"]);
    }

    private static Metric[] All() =>
    [
        new Summary<Point>("summary", static (in Point p) => p.Value),
        new SummaryBy<Point>("summary_by", static (in Point p) => (int)p.Key, KeyNames.Range(2), static (in Point p) => p.Value),
        new Gauge<Point>("gauge", static (in Point p) => p.Value),
        new GaugeBy<Point>("gauge_by", static (in Point p) => (int)p.Key, KeyNames.Range(2), static (in Point p) => p.Value),
        new Histogram<Point>("histogram", static (in Point p) => p.Amount),
        new HistogramBy<Point>("histogram_by", static (in Point p) => (int)p.Key, KeyNames.Range(2), static (in Point p) => p.Amount),
        new ResponseTime<Point>("times", static (in Point p) => p.Key, static (in Point p) => 10 + p.Amount),
    ];

    private static string[] Read(MetricStage stage, SnapshotBaseline since) =>
        [.. stage.Recorder.GetMetricSnapshots(since).Values.Select(static m => m.ToString())];

    private static void Check(Metric metric, Action<IReadOnlyDictionary<string, MetricValue>, int[], int[]> check, int[] steps)
    {
        using MetricStage stage = new(metric);
        SnapshotBaseline[] readers = [new(), new()];
        int[] seen = [0, 0];
        List<int> values = [];
        foreach (int step in (int[])[.. steps, FirstReader, SecondReader])
        {
            if (step == Reset)
            {
                stage.Recorder.ResetExtremes();
                stage.Loop.RunOnce();
            }
            else if (step >= 0)
            {
                stage.Send(new Point(Value: step));
                values.Add(step);
            }
            else
            {
                int reader = step == FirstReader ? 0 : 1;
                check(
                    stage.Recorder.GetMetricSnapshots(readers[reader])["m"].Dimensions,
                    [.. values.Take(seen[reader])],
                    [.. values.Skip(seen[reader])]);
                seen[reader] = values.Count;
            }
        }
    }

    private sealed class Moody() : Metric<Moody.Counts>("moody"), IMetricEventHandler<Point>
    {
        public bool HandleEvent(in Point metricEvent)
        {
            State.Count++;
            return true;
        }

        protected override void Subtract(ref Counts state, in Counts earlier) =>
            state = new Counts { Earlier = earlier.Count, Count = state.Count - earlier.Count };

        protected override void WriteDimensions(in Counts state, ref DimensionWriter writer)
        {
            writer.Add("earlier", state.Earlier);
            writer.Add("count", state.Count);
        }

        public struct Counts
        {
            public long Earlier;
            public long Count;
        }
    }
}
