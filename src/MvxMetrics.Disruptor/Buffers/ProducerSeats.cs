namespace MvxMetrics.Disruptor;

/// <summary>A thread's seats, one at each ring buffer that it publishes to.</summary>
internal static class ProducerSeats
{
    [ThreadStatic]
    private static List<ProducerSeat>? t_seats;

    /// <summary>
    /// The calling thread's seat at a buffer, taken now if it has none. Remembers its lane for the fast path, and
    /// forgets the seats at buffers that were retired.
    /// </summary>
    public static unsafe ProducerSeat SeatAt(RingBuffer ring)
    {
        List<ProducerSeat> seats = t_seats ??= new List<ProducerSeat>(2);
        ProducerSeat? found = null;
        for (int i = seats.Count - 1; i >= 0; i--)
        {
            RingBuffer? seatRing = seats[i].Shared.Ring;
            if (seatRing is null) seats.RemoveAt(i);
            else if (ReferenceEquals(seatRing, ring)) found = seats[i];
        }

        if (found is null)
        {
            found = new ProducerSeat(ring.Shared, ring.TryLease(Thread.CurrentThread));
            seats.Add(found);
        }

        if (found.Lane is { } lane) (ProducerThread.Token, ProducerThread.Cursors) = (ring.Token, (nint)lane.Cursors);
        return found;
    }

    /// <summary>The calling thread's private lane at a buffer, if it has one and used it last.</summary>
    public static Lane? LastLaneAt(RingBuffer ring)
    {
        if (ProducerThread.Token != ring.Token || t_seats is not { } seats) return null;

        foreach (ProducerSeat seat in seats)
            if (ReferenceEquals(seat.Shared, ring.Shared)) return seat.Lane;
        return null;
    }
}
