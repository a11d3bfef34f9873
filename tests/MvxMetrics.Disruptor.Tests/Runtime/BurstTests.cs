using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariant 9: a burst of 10,000 events of 16 bytes from idle, at the default options, loses nothing.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class BurstTests : RuntimeFixture
{
    private const int Events = 10_000;

    [Test]
    public void A_burst_from_idle_loses_nothing_at_the_default_options([Values(1, 4)] int threads, [Values] bool byWriter)
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Counter<Order> orders = new("orders");
        recorder.Register(orders);
        long sent = 0;
        for (int burst = 0; burst < 20; burst++)
        {
            Thread.Sleep(100); // the loop sleeps as long as it ever does
            Producers.Run(threads, _ =>
            {
                using EventWriter<Order>? writer = byWriter ? recorder.CreateWriter<Order>() : null;
                int accepted = 0;
                for (int i = 0; i < Events; i++)
                    if (writer?.TryWrite(new Order(i, i)) ?? recorder.TryRegisterEvent(new Order(i, i))) accepted++;
                accepted.ShouldBe(Events);
            });
            sent += threads * Events;
        }

        Flush();
        orders.Read().Total.ShouldBe(sent);
        recorder.Statistics.ShouldBalance(sent, sent);
        Runtime.Statistics.ShouldBalance(sent, sent);
    }

    private readonly record struct Order(long Id, long Price) : IMetricEvent
    {
        public static string EventType => "test.order";
    }
}
