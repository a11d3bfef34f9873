namespace MvxMetrics.Disruptor;

/// <summary>
/// What a thread knows of the ring buffers it publishes to: the lane it used last, and a seat at each buffer.
/// The class has no static constructor, so that the JIT reads <see cref="CurrentLane"/> inline.
/// </summary>
internal static class ProducerThread
{
    /// <summary>The private lane this thread published to last; the fast path compares its ring with the wanted one.</summary>
    [ThreadStatic]
    public static Lane? CurrentLane;

    [ThreadStatic]
    private static List<ProducerSeat>? t_seats;

    /// <summary>
    /// The calling thread's seat at a buffer, taken now if it has none. Remembers its lane for the fast path, and
    /// forgets the seats at buffers that were retired.
    /// </summary>
    public static ProducerSeat SeatAt(RingBuffer ring)
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

        CurrentLane = found.Lane ?? CurrentLane;
        return found;
    }
}
