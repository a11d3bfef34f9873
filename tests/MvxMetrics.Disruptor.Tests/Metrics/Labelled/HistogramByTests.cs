using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Histograms split by a key.</summary>
[TestFixture]
internal sealed class HistogramByTests
{
    private enum Outcome
    {
        Success = 1,
        Failed = 3,
    }

    [Test]
    public void Each_key_has_a_histogram_and_unknown_keys_share_one()
    {
        HistogramBy<Attempt> histogram = New();
        foreach ((int outcome, long value) in (ReadOnlySpan<(int, long)>)
        [
            (1, 100), (1, 200), (3, 5), (2, 7), (-1, 8), (int.MaxValue, 9), (int.MinValue, -9),
        ])
        {
            histogram.HandleEvent(new Attempt(outcome, value)).ShouldBe(value >= 0);
        }

        histogram.Snapshot().ToString().ShouldBe(
            "save.duration { count = 6, Success.count = 2, Success.sum = 300, Success.min = 100, Success.max = 200, Success.mean = 150, "
            + "Success.p50 = 100, Success.out_of_range = 0, "
            + "Failed.count = 1, Failed.sum = 5, Failed.min = 5, Failed.max = 5, Failed.mean = 5, "
            + "Failed.p50 = 5, Failed.out_of_range = 0, "
            + "others.count = 3, others.sum = 24, others.min = 7, others.max = 9, others.mean = 8, "
            + "others.p50 = 8, others.out_of_range = 1, unnamed = 4 }");

        HistogramReading reading = new();
        histogram.Read((int)Outcome.Success, reading);
        (reading.Count, reading.Sum).ShouldBe((2, 300));
        histogram.Read(2, reading);
        (reading.Count, reading.OutOfRange).ShouldBe((3, 1), "a key without a name");
    }

    [Test]
    public void The_example_is_what_a_snapshot_shows()
    {
        HistogramBy<Attempt> histogram = New();
        foreach (Attempt attempt in (ReadOnlySpan<Attempt>)[new(1, 100), new(1, 200), new(3, 5)]) histogram.HandleEvent(in attempt);
        string shown = histogram.Snapshot().ToString();
        shown.ShouldStartWith("save.duration { count = 3, Success.count = 2, Success.sum = 300, ");
        shown.ShouldContain(", Failed.count = 1, ");
    }

    [Test]
    public void Events_whose_key_has_no_name_are_counted_as_in_other_metrics_that_are_split_in_differences_too()
    {
        HistogramBy<Attempt> histogram = New();
        CounterBy<Attempt> counter = new(
            "counter", static (in Attempt a) => a.Outcome, KeyNames.Of<Outcome>(), static (in Attempt a) => a.Value);
        using MetricStage stage = new(histogram, counter);
        SnapshotBaseline since = new();
        foreach ((int unnamed, Attempt[] attempts) in (ReadOnlySpan<(int, Attempt[])>)
            [(2, [new(1, 5), new(2, 5), new(9, -5)]), (0, []), (1, [new(0, 5)]), (0, [new(3, 5)])])
        {
            stage.Recorder.RegisterEvents<Attempt>(attempts).ShouldBe(attempts.Length);
            stage.Loop.RunOnce();
            foreach (MetricSnapshot metric in stage.Recorder.GetMetricSnapshots(since).Values)
            {
                metric.Dimensions.ContainsKey("unnamed").ShouldBe(unnamed > 0, $"{metric}");
                if (unnamed > 0) metric["unnamed"].ToInt64().ShouldBe(unnamed, $"{metric}");
            }
        }

        histogram.Snapshot()["unnamed"].ToInt64().ShouldBe(3);
        histogram.Snapshot().Dimensions.Keys.Last().ShouldBe("unnamed");
        histogram.Snapshot()["count"].ToInt64().ShouldBe(4);
    }

    [Test]
    public void A_value_that_cannot_be_selected_leaves_nothing_half_changed()
    {
        HistogramBy<Attempt> histogram = new("h", static (in Attempt _) => 99, KeyNames.Range(1), static (in Attempt a) => 10 / a.Value);
        Should.Throw<DivideByZeroException>(() => histogram.HandleEvent(new Attempt(0, 0)));
        histogram.Snapshot().ToString().ShouldBe("h { count = 0 }");
    }

    [Test]
    public void Keys_without_values_are_not_shown() => New().Snapshot().ToString().ShouldBe("save.duration { count = 0 }");

    [Test]
    public void Extremes_of_all_keys_start_anew()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        HistogramBy<Attempt> histogram = New();
        recorder.Register(histogram);
        recorder.RegisterEvent(new Attempt(1, 10));
        recorder.RegisterEvent(new Attempt(2, 10));
        loop.RunOnce();
        recorder.ResetExtremes();
        loop.RunOnce();
        MetricSnapshot snapshot = histogram.Snapshot();
        snapshot.Dimensions.Keys.ShouldNotContain("Success.min");
        snapshot.Dimensions.Keys.ShouldNotContain("others.max");
        snapshot["Success.count"].ShouldBe(1L);
        snapshot["Success.p50"].ShouldBe(10L);
    }

    private static HistogramBy<Attempt> New() => new(
        "save.duration", static (in Attempt a) => a.Outcome, KeyNames.Of<Outcome>(), static (in Attempt a) => a.Value,
        options: new HistogramOptions { Percentiles = [50] });

    private readonly record struct Attempt(int Outcome, long Value) : IMetricEvent
    {
        public static string EventType => "test.attempt";
    }
}
