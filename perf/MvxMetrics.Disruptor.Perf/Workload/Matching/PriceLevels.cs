using System.Numerics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// The queues of all prices, and the best of each side. A price has bids or asks, never both, so one bit each says which are open.
/// </summary>
internal sealed class PriceLevels
{
    private readonly PriceLevel[] _levels;
    private readonly ulong[] _open;

    public PriceLevels(int count)
    {
        _levels = new PriceLevel[count];
        _levels.AsSpan().Fill(new PriceLevel { Head = -1, Tail = -1 });
        _open = new ulong[count / 64];
        BestAsk = count;
    }

    public int Count => _levels.Length;

    /// <summary>The highest price that someone buys at, or -1.</summary>
    public int BestBid { get; private set; } = -1;

    /// <summary>The lowest price that someone sells at, or as many as there are prices.</summary>
    public int BestAsk { get; private set; }

    public ref PriceLevel this[int price] => ref _levels[price];

    /// <summary>The last in the queue of its price.</summary>
    public void Append(OrderPool orders, int place, bool isBuy)
    {
        ref Order order = ref orders[place];
        ref PriceLevel level = ref _levels[order.Price];
        (order.Previous, order.Next) = (level.Tail, -1);
        level.Tail = place;
        if (order.Previous >= 0)
        {
            orders[order.Previous].Next = place;
            return;
        }

        level.Head = place;
        _open[order.Price >> 6] |= 1UL << order.Price;
        if (isBuy) BestBid = Math.Max(BestBid, order.Price);
        else BestAsk = Math.Min(BestAsk, order.Price);
    }

    /// <summary>Out of the queue of its price, and of the book.</summary>
    public void Remove(OrderPool orders, int place)
    {
        ref Order order = ref orders[place];
        ref PriceLevel level = ref _levels[order.Price];
        if (order.Previous >= 0) orders[order.Previous].Next = order.Next;
        else level.Head = order.Next;
        if (order.Next >= 0) orders[order.Next].Previous = order.Previous;
        else level.Tail = order.Previous;
        orders.Leave(place, order.Number);
        if (level.Head < 0) Close(order.Price);
    }

    /// <summary>The quantity of all orders.</summary>
    public long Resting(OrderPool orders)
    {
        long quantity = 0;
        foreach (PriceLevel level in _levels)
            for (int place = level.Head; place >= 0; place = orders[place].Next) quantity += orders[place].Quantity;
        return quantity;
    }

    private void Close(int price)
    {
        _open[price >> 6] &= ~(1UL << price);
        if (price == BestBid) BestBid = Below(price);
        else if (price == BestAsk) BestAsk = Above(price);
    }

    private int Below(int price)
    {
        int word = price >> 6;
        ulong bits = _open[word] & ((1UL << price) - 1);
        while (bits == 0 && --word >= 0) bits = _open[word];
        return bits == 0 ? -1 : (word << 6) + BitOperations.Log2(bits);
    }

    private int Above(int price)
    {
        int word = price >> 6;
        ulong bits = _open[word] & ~(((1UL << price) - 1) | (1UL << price));
        while (bits == 0 && ++word < _open.Length) bits = _open[word];
        return bits == 0 ? _levels.Length : (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
