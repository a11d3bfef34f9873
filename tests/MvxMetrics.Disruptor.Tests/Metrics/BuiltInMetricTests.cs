using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Counter, Gauge and Summary: what each accepts, ignores and shows.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BuiltInMetricTests
{
    private MetricsEventLoop _loop = null!;
    private MetricsRecorder _recorder = null!;

    [SetUp]
    public void CreateRecorder()
    {
        _loop = new MetricsEventLoop(new MetricsEventLoopOptions { LaneCount = 1, LaneBytes = LaneRoom.BytesFor<Tick>(64) });
        _recorder = _loop.CreateRecorder("metrics");
    }

    [TearDown]
    public void DisposeLoop() => _loop.Dispose();

    [Test]
    public void A_counter_counts_events_or_sums_amounts_and_ignores_negative_ones()
    {
        Counter<Tick> events = Register(new Counter<Tick>("events", description: "all of them"));
        Counter<Tick> amounts = Register(new Counter<Tick>("amounts", static (in Tick t) => t.Value, unit: "By"));
        Counter<Tick> even = Register(new Counter<Tick>("even", filter: static (in Tick t) => t.Value % 2 == 0));

        Send(3, 4, -5, 10);

        events.Read().Total.ShouldBe(4);
        amounts.Read().Total.ShouldBe(17);
        even.Read().Total.ShouldBe(2);
        MetricSnapshot snapshot = amounts.Snapshot();
        (snapshot.Name, snapshot.Kind, snapshot.Unit).ShouldBe(("amounts", MetricKind.Counter, "By"));
        snapshot.ToString().ShouldBe("amounts { total = 17, ignored = 1 }");
        events.Description.ShouldBe("all of them");
    }

    [Test]
    public void A_gauge_shows_the_last_value_and_nothing_before_the_first()
    {
        Gauge<Tock> gauge = Register(new Gauge<Tock>("level", static (in Tock t) => t.Value));
        gauge.Snapshot().Dimensions.ShouldBeEmpty();

        Send(1.5, -7.25, double.NaN);

        gauge.Read().ShouldBe(new GaugeState { Count = 2, Value = -7.25, Min = -7.25, Max = 1.5, Ignored = 1 });
        gauge.Snapshot().ToString().ShouldBe("level { value = -7.25, min = -7.25, max = 1.5, ignored = 1 }");
    }

    [Test]
    public void A_summary_shows_count_sum_extremes_and_mean_of_finite_values()
    {
        Summary<Tock> summary = Register(
            new Summary<Tock>("durations", static (in Tock t) => t.Value, static (in Tock t) => t.Value < 100));
        summary.Snapshot().Dimensions.Keys.ShouldBe(["count", "sum"]);

        Send(4, -2, 7, -5, 1000, double.NaN, double.NegativeInfinity);

        SummaryState state = summary.Read();
        (state.Count, state.Sum, state.Min, state.Max, state.Mean).ShouldBe((4, 4, -5, 7, 1));
        summary.Snapshot().Dimensions.Keys.ShouldBe(["count", "sum", "min", "max", "mean", "stddev", "ignored"]);
        summary.Snapshot().ToString().ShouldBe(
            $"durations {{ count = 4, sum = 4, min = -5, max = 7, mean = 1, "
            + $"stddev = {Math.Sqrt(22.5).ToString(System.Globalization.CultureInfo.InvariantCulture)}, ignored = 1 }}");
    }

    [Test]
    public void A_first_value_below_zero_is_both_smallest_and_largest()
    {
        Summary<Tock> summary = Register(new Summary<Tock>("durations", static (in Tock t) => t.Value));
        Send(-4.5);
        (summary.Read().Min, summary.Read().Max).ShouldBe((-4.5, -4.5));
    }

    [Test]
    public void An_unknown_dimension_is_refused_with_those_there_are()
    {
        MetricSnapshot snapshot = new Counter<Tick>("c").Snapshot();
        Should.Throw<KeyNotFoundException>(() => snapshot["nothing"]).Message.ShouldContain("total");
    }

    [Test]
    public void Bad_arguments_are_refused_by_name()
    {
        Should.Throw<ArgumentException>(() => new Counter<Tick>(" ")).ParamName.ShouldBe("name");
        Should.Throw<ArgumentNullException>(() => new Counter<Tick>(null!)).ParamName.ShouldBe("name");
        Should.Throw<ArgumentNullException>(() => new Gauge<Tick>("g", null!)).ParamName.ShouldBe("value");
        Should.Throw<ArgumentNullException>(() => new Summary<Tick>("s", null!)).ParamName.ShouldBe("value");
    }

    private TMetric Register<TMetric>(TMetric metric)
        where TMetric : Metric
    {
        _recorder.Register(metric);
        return metric;
    }

    private void Send(params long[] values)
    {
        foreach (long value in values) _recorder.RegisterEvent(new Tick(value)).ShouldBeTrue();
        _loop.RunOnce().ShouldBe(values.Length);
    }

    private void Send(params double[] values)
    {
        foreach (double value in values) _recorder.RegisterEvent(new Tock(value)).ShouldBeTrue();
        _loop.RunOnce().ShouldBe(values.Length);
    }
}
