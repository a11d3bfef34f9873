using MvxMetrics.Disruptor;

namespace ChangesToSqliteSample;

/// <summary>A customer placed an order.</summary>
internal readonly record struct OrderPlaced(long Id, int Customer, long Cents) : IMetricEvent
{
    public static string EventType => "shop.order_placed";
}
