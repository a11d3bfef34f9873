using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace ChangesToSqliteSample;

/// <summary>The measured code: it places orders, and knows nothing of databases.</summary>
internal static class Shop
{
    private const long LargeOrder = 5000;

    public static Metric[] Metrics() =>
    [
        new Counter<OrderPlaced>("orders"),
        new Counter<OrderPlaced>("revenue", static (in e) => e.Cents, unit: "{cent}"),
        new Counter<OrderPlaced>("large_orders", filter: static (in e) => e.Cents >= LargeOrder),
    ];

    /// <summary>Order i: always the same, so that anybody can tell what the sums must be.</summary>
    public static OrderPlaced Order(long i) => new(i, (int)(i % 97), 100 + (i * 37 % 9901));

    public static void PlaceOrders(MetricsRecorder? metrics, int orders, int threads) =>
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (long i = thread; i < orders; i += threads) metrics?.RegisterEvent(Order(i));
        });
}
