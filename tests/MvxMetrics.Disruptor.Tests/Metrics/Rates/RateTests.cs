using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Rates under a clock that the test sets: exact by the formulas that the class states.</summary>
[TestFixture]
internal sealed class RateTests
{
    private static readonly EventSelector<Point, long> s_amount = static (in Point p) => p.Amount;

    [Test]
    public void A_steady_rate_is_shown_as_such_from_the_first_tick_on()
    {
        Rate<Point> rate = new("r", s_amount);
        using MetricStage stage = new(rate);
        rate.Snapshot()["rate_1s"].ToDouble().ShouldBe(0, "no time has gone by");
        for (int i = 1; i <= 900; i++)
        {
            stage.Send(new Point(Amount: 30), new Point(Amount: 10));
            stage.Pass(0.1);
            MetricSnapshot snapshot = rate.Snapshot();
            foreach (string name in (string[])["rate_1s", "rate_10s", "rate_60s", "rate_ewma_1m", "rate_ewma_5m", "rate_ewma_15m"])
            {
                snapshot[name].ToDouble().ShouldBe(20, 1e-9, $"{name} after {i} ticks");
                snapshot[$"sum_{name}"].ToDouble().ShouldBe(400, 1e-7, $"sum_{name} after {i} ticks");
            }
        }

        rate.Snapshot()["count"].ToInt64().ShouldBe(1800);
        rate.Snapshot()["sum"].ToInt64().ShouldBe(36_000);
        rate.Kind.ShouldBe(MetricKind.Rate);
    }

    [Test]
    public void Events_leave_a_window_when_it_has_passed_them_by()
    {
        Rate<Point> rate = new("r", windows: [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5)]);
        using MetricStage stage = new(rate);
        for (int i = 0; i < 50; i++) stage.Pass(0.1);
        for (int i = 0; i < 100; i++) stage.Send(new Point());
        for (int tick = 1; tick <= 40; tick++)
        {
            stage.Pass(0.1);
            rate.Snapshot()["rate_1s"].ToDouble().ShouldBe(tick <= 10 ? 100 : 0, $"tick {tick}");
        }

        stage.Send(new Point());
        stage.Pass(0.25);
        rate.Snapshot()["rate_2.5s"].ToDouble()
            .ShouldBe(1 / 2.45, 1e-9, "since the mark at 6.8 s: of the tick that saw the slice of 6.75 s begin");
    }

    [Test]
    public void Weighted_rates_follow_the_formula()
    {
        Rate<Point> rate = new("r");
        using MetricStage stage = new(rate);
        const int Seed = 7;
        TestContext.Out.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        double[] constants = [60, 300, 900];
        double[] weighted = [0, 0, 0];
        double age = 0;
        for (int i = 0; i < 500; i++)
        {
            int events = random.Next(5);
            stage.Send(new Point[events]);
            double seconds = random.Next(1, 40) / 10.0;
            stage.Pass(seconds);
            age += seconds;
            for (int c = 0; c < 3; c++)
                weighted[c] = (events / seconds) + ((weighted[c] - (events / seconds)) * Math.Exp(-seconds / constants[c]));
        }

        MetricSnapshot snapshot = rate.Snapshot();
        double[] shown = [.. ((string[])["rate_ewma_1m", "rate_ewma_5m", "rate_ewma_15m"]).Select(n => snapshot[n].ToDouble())];
        for (int c = 0; c < 3; c++) shown[c].ShouldBe(weighted[c] / (1 - Math.Exp(-age / constants[c])), 1e-9);
    }

    [Test]
    public void A_long_pause_decays_in_one_step_as_many_short_ones_do()
    {
        Rate<Point> paused = new("paused");
        Rate<Point> ticking = new("ticking");
        using MetricStage one = new(paused);
        using MetricStage many = new(ticking);
        foreach (MetricStage stage in (MetricStage[])[one, many])
        {
            stage.Send(new Point[600]);
            stage.Pass(60);
            stage.Pass(0.1);
        }

        one.Pass(1200);
        for (int i = 0; i < 12_000; i++) many.Pass(0.1);
        foreach (string name in (string[])["rate_ewma_1m", "rate_ewma_5m", "rate_ewma_15m"])
            paused.Snapshot()[name].ToDouble().ShouldBe(ticking.Snapshot()[name].ToDouble(), 1e-12);
        foreach (string name in (string[])["rate_1s", "rate_10s", "rate_60s"]) paused.Snapshot()[name].ToDouble().ShouldBe(0);

        one.Pass(1e9); // 31 years
        one.Send(new Point[5]);
        one.Pass(1);
        paused.Snapshot()["rate_1s"].ToDouble().ShouldBe(5);
        paused.Snapshot()["rate_ewma_1m"].ToDouble().ShouldBe(5 * (1 - Math.Exp(-1.0 / 60)), 1e-9);
    }

    [Test]
    public void Time_that_stands_still_changes_no_rate_and_loses_no_event()
    {
        Rate<Point> rate = new("r", s_amount);
        using MetricStage stage = new(rate);
        stage.Send(new Point[10]);
        stage.Pass(0);
        stage.Pass(0.05);
        stage.Send(new Point(Amount: -1), new Point(Amount: 8));
        rate.Snapshot()["rate_1s"].ToDouble().ShouldBe(0);
        stage.Pass(0.05);
        rate.Snapshot()["rate_1s"].ToDouble().ShouldBe(110, 1e-9);
        rate.Snapshot()["sum_rate_1s"].ToDouble().ShouldBe(80, 1e-9);
        rate.Snapshot()["ignored"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void A_difference_shows_counts_of_the_time_since_and_rates_as_they_are()
    {
        Rate<Point> rate = new("r", s_amount);
        using MetricStage stage = new(rate);
        SnapshotBaseline since = new();
        stage.Send(new Point(Amount: 5));
        stage.Pass(1);
        stage.Recorder.GetMetricSnapshots(since);
        stage.Send(new Point(Amount: 7), new Point(Amount: 8));
        stage.Pass(1);
        MetricSnapshot difference = stage.Recorder.GetMetricSnapshots(since)["r"];
        (difference["count"].ToInt64(), difference["sum"].ToInt64()).ShouldBe((2, 15));
        difference["rate_10s"].ToDouble().ShouldBe(1.5);
    }

    [Test]
    public void A_rate_is_right_however_sparse_its_ticks_are([Values(0.1, 0.19, 0.3, 0.9, 1.1, 2, 11)] double seconds)
    {
        Rate<Tick> rate = new("r");
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { TimeProvider = clock });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(rate);
        loop.RunOnce();
        for (int pass = 1; pass <= 100; pass++)
        {
            for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(1));
            loop.RunOnce();
            clock.Advance(TimeSpan.FromSeconds(seconds));
            loop.RunOnce();
            foreach (string name in (string[])["rate_1s", "rate_10s", "rate_60s"])
                rate.Snapshot()[name].ToDouble().ShouldBe(100 / seconds, 1e-6, $"{name}, pass {pass}");
        }
    }

    [Test]
    public void The_sum_of_a_rate_stays_at_the_largest_long()
    {
        Rate<Tick> rate = new("r", static (in Tick t) => t.Value);
        rate.OnTimer(TimeSpan.Zero);
        rate.HandleEvent(new Tick(long.MaxValue));
        rate.HandleEvent(new Tick(long.MaxValue));
        rate.OnTimer(TimeSpan.FromSeconds(1));
        rate.Snapshot()["sum"].ToInt64().ShouldBe(long.MaxValue);
        rate.Snapshot()["sum_rate_1s"].ToDouble().ShouldBeGreaterThan(0);
    }
}
