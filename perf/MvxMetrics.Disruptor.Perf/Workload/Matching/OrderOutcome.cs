namespace MvxMetrics.Disruptor.Perf;

/// <summary>What became of a message to an order book: as many as there are outcomes in the events.</summary>
internal enum OrderOutcome
{
    /// <summary>A new order traded nothing and rests.</summary>
    Rested,

    /// <summary>A new order traded in part; what is left rests.</summary>
    TradedInPart,

    /// <summary>A new order traded whole.</summary>
    Traded,

    /// <summary>A resting order was cancelled.</summary>
    Cancelled,
}
