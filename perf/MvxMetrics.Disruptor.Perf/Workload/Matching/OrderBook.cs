using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// A matching engine: orders of one instrument by price, then by time. A message names a random order number: one that rests is
/// cancelled, one that does not is a new order, which trades with the best on the other side and rests with what is left. Accounts
/// are kept of both. The same seed makes the same messages. What a message needs hangs together: number, place, neighbours,
/// account. One thread.
/// </summary>
internal sealed class OrderBook
{
    private const int MostQuantity = 64; // a power of two
    private readonly OrderPool _orders;
    private readonly PriceLevels _levels;
    private readonly Account[] _accounts;
    private readonly int _numberMask;
    private readonly int _depthShift;
    private ulong _random;
    private int _fair;
    private long _messages;
    private long _ordered;
    private long _trades;
    private long _traded;
    private long _cancelled;

    /// <param name="size">How many orders, prices and accounts.</param>
    /// <param name="seed">Decides all messages.</param>
    public OrderBook(BookSize size, ulong seed = 20240611)
    {
        _orders = new OrderPool(size.Orders);
        _levels = new PriceLevels(size.Levels);
        _accounts = new Account[size.Accounts];
        _numberMask = size.Orders - 1;
        _depthShift = 34 - int.Log2(size.Levels); // products of 16 bits by 16 become a quarter of the prices
        _random = seed | 1;
        _fair = size.Levels / 2;
        for (int i = 0; i < 3 * size.Orders; i++) Handle(); // until as many are cancelled as come to rest
    }

    /// <summary>What has been done since the book was made.</summary>
    public BookTotals Totals => new(_messages, _ordered, _trades, _traded, _cancelled, _levels.Resting(_orders));

    /// <summary>The quantities that all accounts have resting, and have traded.</summary>
    public (long Resting, long Traded) Accounts => (_accounts.Sum(static a => a.Resting), _accounts.Sum(static a => a.Traded));

    /// <summary>Clock ticks that orders have taken, the clock's own among them.</summary>
    public long Ticks { get; private set; }

    /// <summary>
    /// Handles so many messages, and records one event of each. The clock is read before and after each, as by whoever measures how
    /// long matching takes; that also ends one order's memory accesses before the next begins, so that no recording is hidden behind
    /// them. What is recorded does not come from it: durations are the same on all sides.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<TSink>(int messages, ref TSink sink)
        where TSink : struct, IEventSink
    {
        long ticks = 0;
        for (int i = 0; i < messages; i++)
        {
            long started = Stopwatch.GetTimestamp();
            OrderOutcome outcome = Handle();
            ticks += Stopwatch.GetTimestamp() - started;
            sink.Record((int)outcome, Attempts.DurationOf(i));
        }

        Ticks += ticks;
    }

    /// <summary>Handles the next message.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public OrderOutcome Handle()
    {
        ulong message = Draw();
        int number = (int)(message >> 40) & _numberMask;
        int place = _orders.PlaceOf(number);
        _messages++;
        return place >= 0 ? Cancel(place) : Enter(number, message);
    }

    private OrderOutcome Cancel(int place)
    {
        ref Order order = ref _orders[place];
        int quantity = order.Quantity;
        _cancelled += quantity;
        _accounts[order.Account].Resting -= quantity;
        _levels.Remove(_orders, place);
        return OrderOutcome.Cancelled;
    }

    private OrderOutcome Enter(int number, ulong message)
    {
        ulong more = Draw();
        if ((more & 15) == 0) Drift(more);
        bool isBuy = (message & 16) != 0;
        int depth = (int)(((message >> 5) & 0xFFFF) * ((more >> 8) & 0xFFFF) >> _depthShift);
        int price = isBuy ? _fair - depth : _fair + depth;
        if ((more & 0xE0) == 0) price = isBuy ? _fair + 2 : _fair - 2; // one in eight crosses
        int quantity = 1 + (int)((message >> 24) & (MostQuantity - 1));
        int account = (int)(more >> 32) & (_accounts.Length - 1);
        _ordered += quantity;

        int left = isBuy ? Buy(price, quantity) : Sell(price, quantity);
        _accounts[account].Traded += quantity - left;
        _accounts[account].Resting += left;
        OrderOutcome outcome = left == 0 ? OrderOutcome.Traded : left < quantity ? OrderOutcome.TradedInPart : OrderOutcome.Rested;
        if (left > 0)
        {
            int place = _orders.Take(number);
            _orders[place] = new Order { Number = number, Account = account, Price = price, Quantity = left, Sequence = _messages };
            _levels.Append(_orders, place, isBuy);
        }

        return outcome;
    }

    private int Buy(int limit, int quantity)
    {
        while (quantity > 0 && _levels.BestAsk <= limit) quantity = TradeAt(_levels.BestAsk, quantity);
        return quantity;
    }

    private int Sell(int limit, int quantity)
    {
        while (quantity > 0 && _levels.BestBid >= limit) quantity = TradeAt(_levels.BestBid, quantity);
        return quantity;
    }

    // With the oldest order of a price; what is left of the incoming one.
    private int TradeAt(int price, int quantity)
    {
        int place = _levels[price].Head;
        ref Order oldest = ref _orders[place];
        int traded = Math.Min(quantity, oldest.Quantity);
        _traded += traded;
        _trades++;
        _accounts[oldest.Account].Resting -= traded;
        _accounts[oldest.Account].Traded += traded;
        if (traded == oldest.Quantity) _levels.Remove(_orders, place);
        else oldest.Quantity -= traded;
        return quantity - traded;
    }

    // The middle wanders within the quarter of the prices that leaves room on both sides.
    private void Drift(ulong random)
    {
        int next = _fair + ((random & 16) != 0 ? 1 : -1);
        if (next > _levels.Count * 3 / 8 && next < _levels.Count * 5 / 8) _fair = next;
    }

    private ulong Draw()
    {
        ulong x = _random;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        _random = x;
        return x * 0x2545F4914F6CDD1D;
    }
}
