using System.Net;
using System.Text.RegularExpressions;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The examples in the documentation of the metrics: they compile, and show what they should.</summary>
[TestFixture]
internal sealed partial class ExampleTests
{
    private static readonly string[] s_metrics =
    [
        "Counter", "UpDownCounter", "Gauge", "Summary", "CounterBy", "UpDownCounterBy", "GaugeBy", "SummaryBy", "WindowedCounter",
        "WindowedGauge", "WindowedSummary", "Rate", "TopK",
    ];

    private enum Outcome
    {
        Done,
        Failed,
    }

    [Test]
    public void Each_example_shows_what_it_should()
    {
        Shown(new Counter<BytesReceived>("tcp.bytes_received", static (in e) => e.Count, unit: "By"),
            new BytesReceived(40), new BytesReceived(2))
            .ShouldBe("tcp.bytes_received { total = 42 }");
        Shown(new UpDownCounter<ConnectionChanged>("tcp.connections", static (in e) => e.Opened ? 1 : -1),
            new ConnectionChanged(true), new ConnectionChanged(true), new ConnectionChanged(false))
            .ShouldBe("tcp.connections { total = 1 }");
        Shown(new Gauge<QueueSampled>("queue.depth", static (in e) => e.Depth), new QueueSampled(0, 5), new QueueSampled(0, 3))
            .ShouldBe("queue.depth { value = 3, min = 3, max = 5 }");
        Shown(new Summary<SaveAttempt>("save.duration", static (in e) => e.Microseconds, unit: "us"),
            new SaveAttempt(120), new SaveAttempt(80))
            .ShouldBe("save.duration { count = 2, sum = 200, min = 80, max = 120, mean = 100, stddev = 20 }");
    }

    [Test]
    public void Each_example_of_a_split_shows_what_it_should()
    {
        Shown(new CounterBy<RequestDone>("http.requests", static (in e) => (int)e.Outcome, KeyNames.Of<Outcome>()),
            new RequestDone(Outcome.Done, 1), new RequestDone(Outcome.Failed, 1), new RequestDone(Outcome.Done, 1))
            .ShouldBe("http.requests { Done.total = 2, Failed.total = 1 }");
        Shown(new UpDownCounterBy<OrderChanged>(
                "orders.open", static (in e) => e.Venue, new KeyNames("north", "south"), static (in e) => e.Opened ? 1 : -1),
            new OrderChanged(0, true), new OrderChanged(1, true), new OrderChanged(1, false))
            .ShouldBe("orders.open { north.total = 1, south.total = 0 }");
        Shown(new GaugeBy<QueueSampled>("queue.depth", static (in e) => e.Queue, KeyNames.Range(4), static (in e) => e.Depth),
            new QueueSampled(2, 5)).ShouldBe("queue.depth { 2.value = 5, 2.min = 5, 2.max = 5 }");
        Shown(new SummaryBy<RequestDone>(
                "http.duration", static (in e) => (int)e.Outcome, KeyNames.Of<Outcome>(), static (in e) => e.Milliseconds),
            new RequestDone(Outcome.Failed, 8)).ShouldBe(
            "http.duration { Failed.count = 1, Failed.sum = 8, Failed.min = 8, Failed.max = 8, Failed.mean = 8, Failed.stddev = 0 }");
    }

    [Test]
    public void Each_example_that_knows_the_time_or_ranks_shows_what_it_should()
    {
        Shown(new WindowedCounter<SaveFailed>("saves.failed_lately", TimeSpan.FromSeconds(60)), new SaveFailed(), new SaveFailed())
            .ShouldBe("saves.failed_lately { total = 2 }");
        Shown(new WindowedGauge<QueueSampled>("queue.depth_lately", TimeSpan.FromSeconds(10), static (in e) => e.Depth),
            new QueueSampled(0, 7))
            .ShouldBe("queue.depth_lately { value = 7, min = 7, max = 7 }");
        Shown(new WindowedSummary<FrameDone>("frame.time", TimeSpan.FromSeconds(10), static (in e) => e.Milliseconds, unit: "ms"),
            new FrameDone(16))
            .ShouldBe("frame.time { count = 1, sum = 16, min = 16, max = 16, mean = 16, stddev = 0 }");
        Shown(new Rate<BytesReceived>("tcp.received", static (in e) => e.Count, unit: "By"),
            new BytesReceived(40), new BytesReceived(2))
            .ShouldStartWith("tcp.received { count = 2, rate_1s = 2, rate_10s = 2, rate_60s = 2, rate_ewma_1m = ");
        Shown(new TopK<OrderSent>("orders.by_client", static (in e) => e.ClientId, capacity: 100),
            new OrderSent(7), new OrderSent(9), new OrderSent(7))
            .ShouldBe(
                "orders.by_client { total = 3, bound = 0, 1.key = 7, 1.count = 2, 1.error = 0, 2.key = 9, 2.count = 1, 2.error = 0 }");
    }

    [Test]
    public void Each_example_in_the_documentation_is_one_of_these()
    {
        string here = File.ReadAllText(Path.Combine(Repository.Root, "tests", "MvxMetrics.Disruptor.Tests", "Metrics", "ExampleTests.cs"));
        foreach (string metric in s_metrics)
        {
            string source = File.ReadAllText(Directory.GetFiles(
                Path.Combine(Repository.Root, "src", "MvxMetrics.Disruptor", "Metrics"),
                $"{metric}.cs", SearchOption.AllDirectories).Single());
            Match example = Example().Match(source);
            example.Success.ShouldBeTrue(metric);
            Plain(here).ShouldContain(Plain(WebUtility.HtmlDecode(example.Groups[1].Value)), customMessage: metric);
        }
    }

    // After one second, in which the events came.
    private static string Shown<TEvent>(Metric metric, params TEvent[] events)
        where TEvent : unmanaged, IMetricEvent
    {
        using MetricStage stage = new(metric);
        foreach (TEvent e in events) stage.Recorder.RegisterEvent(in e).ShouldBeTrue();
        stage.Loop.RunOnce().ShouldBe(events.Length);
        stage.Pass(1);
        return metric.Snapshot().ToString();
    }

    // Without the marks of a comment and the white space, so that each may be broken into lines as it needs.
    private static string Plain(string code) => WhiteSpace().Replace(code, string.Empty);

    [GeneratedRegex("<example><code>(.*?)</code></example>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\s|///")]
    private static partial Regex WhiteSpace();

    private readonly record struct BytesReceived(long Count) : IMetricEvent
    {
        public static string EventType => "example.bytes_received";
    }

    private readonly record struct ConnectionChanged(bool Opened) : IMetricEvent
    {
        public static string EventType => "example.connection_changed";
    }

    private readonly record struct QueueSampled(int Queue, double Depth) : IMetricEvent
    {
        public static string EventType => "example.queue_sampled";
    }

    private readonly record struct SaveAttempt(double Microseconds) : IMetricEvent
    {
        public static string EventType => "example.save_attempt";
    }

    private readonly record struct SaveFailed : IMetricEvent
    {
        public static string EventType => "example.save_failed";
    }

    private readonly record struct FrameDone(double Milliseconds) : IMetricEvent
    {
        public static string EventType => "example.frame_done";
    }

    private readonly record struct RequestDone(Outcome Outcome, double Milliseconds) : IMetricEvent
    {
        public static string EventType => "example.request_done";
    }

    private readonly record struct OrderChanged(int Venue, bool Opened) : IMetricEvent
    {
        public static string EventType => "example.order_changed";
    }

    private readonly record struct OrderSent(long ClientId) : IMetricEvent
    {
        public static string EventType => "example.order_sent";
    }
}
