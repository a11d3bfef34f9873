using System.Diagnostics;
using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Service and response times: what falls behind its schedule shows in the one and not in the other.</summary>
[TestFixture]
internal sealed class ResponseTimeTests
{
    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;

    [Test]
    public void Work_that_falls_behind_its_schedule_shows_in_the_response_time()
    {
        ResponseTime<Order> times = New();

        // One a millisecond, a tenth of one each; the one at 100 ms takes a second, and those behind it wait for it.
        long free = 0;
        for (int i = 0; i < 2000; i++)
        {
            long due = i * s_millisecond;
            long started = Math.Max(due, free);
            free = started + (i == 100 ? 1000 * s_millisecond : s_millisecond / 10);
            times.HandleEvent(new Order(due, started, free)).ShouldBeTrue();
        }

        MetricSnapshot snapshot = times.Snapshot();
        snapshot["service.count"].ShouldBe(2000L);
        snapshot["response.count"].ShouldBe(2000L);
        snapshot["service.p99.9"].ToDouble().ShouldBe(100_000, tolerance: 1000);
        snapshot["service.max"].ShouldBe(1_000_000_000L);
        snapshot["response.max"].ShouldBe(1_000_000_000L);

        // The 1000 or so behind it wait between 0 and a second.
        snapshot["response.p90"].ToDouble().ShouldBe(820_000_000, tolerance: 20_000_000);
        snapshot["response.p99"].ToDouble().ShouldBe(982_000_000, tolerance: 20_000_000);
        snapshot.Unit.ShouldBe("ns");
    }

    [Test]
    public void The_example_is_what_a_snapshot_shows()
    {
        ResponseTime<Order> times = New();
        times.HandleEvent(new Order(
            Due: 1000,
            Started: 1000 + (800 * Stopwatch.Frequency / 1_000_000_000),
            Ended: 1000 + (900 * Stopwatch.Frequency / 1_000_000_000)));
        string shown = times.Snapshot().ToString();
        shown.ShouldStartWith("order { service.count = 1, service.sum = 100, ");
        shown.ShouldContain(", response.count = 1, response.sum = 900, ");
    }

    [Test]
    public void Without_an_intended_start_both_times_are_the_same()
    {
        ResponseTime<Order> times = new(
            "t", static (in Order o) => o.Started, static (in Order o) => o.Ended, filter: static (in Order o) => o.Due == 0);
        times.HandleEvent(new Order(0, 5, 5 + s_millisecond)).ShouldBeTrue();
        times.HandleEvent(new Order(1, 5, 5 + s_millisecond)).ShouldBeFalse();
        HistogramReading service = new();
        HistogramReading response = new();
        times.Read(service, response);
        (service.Count, service.Sum).ShouldBe((1, 1_000_000));
        (response.Count, response.Sum).ShouldBe((1, 1_000_000));
    }

    [TestCase(OutOfRangePolicy.Count)]
    [TestCase(OutOfRangePolicy.Clamp)]
    public void Negative_durations_follow_the_policy(OutOfRangePolicy policy)
    {
        ResponseTime<Order> times = New(new HistogramOptions { OutOfRange = policy, Percentiles = [] });
        times.HandleEvent(new Order(Due: 0, Started: 10, Ended: 9)).ShouldBeTrue();
        times.HandleEvent(new Order(Due: long.MinValue, Started: long.MaxValue, Ended: long.MinValue));
        times.HandleEvent(new Order(Due: long.MinValue, Started: long.MinValue, Ended: long.MaxValue));
        MetricSnapshot snapshot = times.Snapshot();
        snapshot["service.out_of_range"].ShouldBe(3L);
        snapshot["service.count"].ShouldBe(policy == OutOfRangePolicy.Clamp ? 3L : 0L);
        snapshot["response.out_of_range"].ShouldBe(1L);
        snapshot["response.count"].ShouldBe(policy == OutOfRangePolicy.Clamp ? 3L : 2L);
        if (policy == OutOfRangePolicy.Clamp) snapshot["service.max"].ShouldBe(3_600_000_000_000L);
    }

    [Test]
    public void Both_times_are_those_of_a_histogram_each_whatever_the_timestamps([Values] OutOfRangePolicy policy)
    {
        HistogramOptions options = new() { OutOfRange = policy, Bounds = [1000] };
        Gen<long> timestamp = Gen.Frequency(
            (3, Gen.Long[0, 5000]), (1, Gen.Long), (1, Gen.Bool.Select(static b => b ? long.MinValue : long.MaxValue)));
        Gen.Select(timestamp, timestamp, timestamp).Array[1, 20].Sample(orders =>
        {
            ResponseTime<Order> times = New(options);
            Histogram<Order> service = new("s", static (in Order o) => StopwatchTime.Between(o.Started, o.Ended), options: options);
            Histogram<Order> response = new("r", static (in Order o) => StopwatchTime.Between(o.Due, o.Ended), options: options);
            foreach ((long due, long started, long ended) in orders)
            {
                Order order = new(due, started, ended);
                times.HandleEvent(in order).ShouldBeTrue();
                service.HandleEvent(in order);
                response.HandleEvent(in order);
            }

            IEnumerable<(string, MetricValue)> expected =
                service.Snapshot().Dimensions.Select(static d => ($"service.{d.Key}", d.Value))
                    .Concat(response.Snapshot().Dimensions.Select(static d => ($"response.{d.Key}", d.Value)));
            times.Snapshot().Dimensions.Select(static d => (d.Key, d.Value)).ShouldBe(expected);
        }, iter: 2000, threads: 1);
    }

    [Test]
    public void Since_a_baseline_both_are_differences_and_extremes_start_anew()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(New());
        SnapshotBaseline seen = new();
        for (int i = 1; i <= 3; i++)
        {
            for (int n = 0; n < i; n++) recorder.RegisterEvent(new Order(0, 1, 2));
            loop.RunOnce();
            MetricSnapshot since = recorder.GetMetricSnapshots(seen)["order"];
            (since["service.count"], since["response.count"]).ShouldBe(((MetricValue)(long)i, (MetricValue)(long)i));
        }

        recorder.ResetExtremes();
        loop.RunOnce();
        recorder.GetMetricSnapshots()["order"].Dimensions.Keys.Where(static k => k.EndsWith("min") || k.EndsWith("max")).ShouldBeEmpty();
    }

    private static ResponseTime<Order> New(HistogramOptions? options = null) => new(
        "order", static (in Order o) => o.Started, static (in Order o) => o.Ended, static (in Order o) => o.Due, options: options);

    private readonly record struct Order(long Due, long Started, long Ended) : IMetricEvent
    {
        public static string EventType => "test.order";
    }
}
