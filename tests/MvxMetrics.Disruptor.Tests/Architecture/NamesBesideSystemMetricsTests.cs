using System.Diagnostics.Metrics;
using MvxMetrics.Disruptor;

namespace Strangers.Trading;

/// <summary>
/// A file as a stranger writes it, outside our namespaces: it has instruments of .NET's own and records our events, and neither
/// hides the other. That it compiles is most of the test.
/// </summary>
[TestFixture]
internal sealed class NamesBesideSystemMetricsTests
{
    [Test]
    public void A_file_that_records_may_use_instruments_of_the_same_names()
    {
        using Meter meter = new("strangers");
        Counter<long> counter = meter.CreateCounter<long>("orders");
        Histogram<double> histogram = meter.CreateHistogram<double>("duration");
        Gauge<int> gauge = meter.CreateGauge<int>("depth");
        UpDownCounter<int> balance = meter.CreateUpDownCounter<int>("balance");
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 4096 });
        MetricsRecorder recorder = loop.CreateRecorder("orders");

        counter.Add(1);
        histogram.Record(0.5);
        gauge.Record(3);
        balance.Add(-1);
        recorder.RegisterEvent(new OrderFilled(7)).ShouldBeTrue();
        using EventWriter<OrderFilled> writer = recorder.CreateWriter<OrderFilled>();
        writer.TryWrite(new OrderFilled(8)).ShouldBeTrue();

        loop.RunOnce().ShouldBe(2);
        recorder.Statistics.Processed.ShouldBe(2);
    }

    private readonly record struct OrderFilled(long Quantity) : IMetricEvent
    {
        public static string EventType => "order.filled";
    }
}
