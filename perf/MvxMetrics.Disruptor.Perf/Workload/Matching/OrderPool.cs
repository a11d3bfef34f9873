namespace MvxMetrics.Disruptor.Perf;

/// <summary>The places of all resting orders: a number finds its place, and a place that an order has left is taken next.</summary>
internal sealed class OrderPool
{
    private readonly Order[] _orders;
    private readonly int[] _places;
    private readonly int[] _free;
    private int _freeCount;

    public OrderPool(int count)
    {
        _orders = new Order[count];
        _places = new int[count];
        _places.AsSpan().Fill(-1);
        _free = [.. Enumerable.Range(0, count)];
        _freeCount = count;
    }

    /// <summary>The order at a place.</summary>
    public ref Order this[int place] => ref _orders[place];

    /// <summary>Where the order of that number rests, or -1.</summary>
    public int PlaceOf(int number) => _places[number];

    /// <summary>A place for an order that comes to rest.</summary>
    public int Take(int number)
    {
        int place = _free[--_freeCount];
        _places[number] = place;
        return place;
    }

    /// <summary>Its order rests no longer.</summary>
    public void Leave(int place, int number)
    {
        _places[number] = -1;
        _free[_freeCount++] = place;
    }
}
