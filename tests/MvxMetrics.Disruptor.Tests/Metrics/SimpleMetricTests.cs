using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Up-down counters, ranges of gauges, deviations of summaries: exact, whatever comes.</summary>
[TestFixture]
internal sealed class SimpleMetricTests
{
    [Test]
    public void An_up_down_counter_adds_and_takes_away_and_stays_within_a_long()
    {
        UpDownCounter<Point> counter = new("open", static (in Point p) => p.Amount, static (in Point p) => p.Key == 0);
        using MetricStage stage = new(counter);

        stage.Send(new Point(Amount: 5), new Point(Amount: -7), new Point(Key: 1, Amount: 100));
        counter.Snapshot().ToString().ShouldBe("open { total = -2 }");
        counter.Kind.ShouldBe(MetricKind.UpDownCounter);

        stage.Send(new Point(Amount: long.MinValue));
        counter.Read().Total.ShouldBe(long.MinValue);
        stage.Send(new Point(Amount: long.MaxValue), new Point(Amount: 3), new Point(Amount: long.MaxValue));
        counter.Read().ShouldBe(new UpDownCounterState { Count = 6, Total = long.MaxValue });
    }

    [Test]
    public void A_gauge_starts_its_range_anew_at_the_value_it_has()
    {
        Gauge<Point> gauge = new("level", static (in Point p) => p.Value);
        using MetricStage stage = new(gauge);
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        gauge.Snapshot().Dimensions.ShouldBeEmpty();

        stage.Send(new Point(Value: 3), new Point(Value: -1), new Point(Value: 2), new Point(Value: double.PositiveInfinity));
        gauge.Snapshot().ToString().ShouldBe("level { value = 2, min = -1, max = 3, ignored = 1 }");
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        gauge.Snapshot().ToString().ShouldBe("level { value = 2, min = 2, max = 2, ignored = 1 }");
        stage.Send(new Point(Value: 2.5));
        gauge.Snapshot().ToString().ShouldBe("level { value = 2.5, min = 2, max = 2.5, ignored = 1 }");
    }

    [Test]
    public void A_summary_starts_its_extremes_anew_and_keeps_its_sums()
    {
        Summary<Point> summary = new("time", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        stage.Send(new Point(Value: 2), new Point(Value: 6));
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        summary.Snapshot().ToString().ShouldBe("time { count = 2, sum = 8, mean = 4, stddev = 2 }");
        stage.Send(new Point(Value: 4));
        SummaryState state = summary.Read();
        (state.Count, state.Sum, state.Min, state.Max, state.Mean).ShouldBe((3, 12, 4, 4, 4));
    }

    [TestCase(0)]
    [TestCase(1e9)]
    [TestCase(-1e9)]
    [TestCase(1e12)]
    public void The_deviation_of_values_far_from_zero_is_as_exact_as_that_of_values_near_it(double offset)
    {
        const int Rounds = 100_000;
        SummaryState state = default;
        for (int i = 0; i < Rounds; i++)
            foreach (double value in (double[])[4, 7, 13, 16]) state.Add(offset + value).ShouldBeTrue();

        state.Count.ShouldBe(4 * Rounds);
        state.StandardDeviation.ShouldBe(Math.Sqrt(22.5), 1e-6); // a sum of squares has lost all digits from 1e9 on
    }

    [Test]
    public void Values_whose_squares_are_beyond_a_double_have_a_deviation()
    {
        Summary<Point> summary = new("time", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        stage.Send(new Point(Value: 1e200), new Point(Value: -1e200), new Point(Value: 3));
        summary.Snapshot()["stddev"].ToDouble().ShouldBe(1e200 * Math.Sqrt(2.0 / 3), 1e186);
        summary.Snapshot()["max"].ToDouble().ShouldBe(1e200);

        SnapshotBaseline since = new();
        stage.Recorder.GetMetricSnapshots(since);
        stage.Send(new Point(Value: 3));
        stage.Recorder.GetMetricSnapshots(since)["time"]["count"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void A_single_value_deviates_by_nothing()
    {
        SummaryState state = default;
        state.Add(1e9 + 0.1);
        (state.StandardDeviation, state.Min, state.Max).ShouldBe((0, 1e9 + 0.1, 1e9 + 0.1));
        default(SummaryState).StandardDeviation.ShouldBe(0);
    }
}
