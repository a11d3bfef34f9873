namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// What an order book has done so far, in quantities: what was ordered has traded (against another order, so twice a trade), rests
/// or was cancelled.
/// </summary>
internal readonly record struct BookTotals(long Messages, long Ordered, long Trades, long Traded, long Cancelled, long Resting);
