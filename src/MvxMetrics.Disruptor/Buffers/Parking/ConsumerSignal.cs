using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The parking handshake between one consumer and any number of producers.
/// <code>
///   consumer                                producer
///   PrepareToPark:  parked = threshold      publish (release store)
///                   full fence              WakeIfPressed:  full fence
///   look for work again                                     read parked
///   Park: sleep while parked == threshold                   if the lane is filled so far: parked = 0, wake
/// </code>
/// Both sides store, fence, then load. So at least one of them sees the other, and the consumer never sleeps while there is earlier work.
/// Without one of the fences both could read the old value. Litmus: parking, BROKEN_CONSUMER_FENCE, BROKEN_PRODUCER_FENCE,
/// BROKEN_POST_FENCE, BROKEN_RECHECK.
/// </summary>
internal sealed unsafe class ConsumerSignal
{
    private readonly int[] _memory = GC.AllocateArray<int>(3 * CacheLine.Separation / sizeof(int), pinned: true);
    private readonly IParkingPlace _place;

    /// <summary>
    /// Zero while the consumer is awake. Otherwise the number of eighths of a lane: a producer that fills its lane so far wakes the
    /// consumer. The consumer sets it; the thread that wins the wake-up clears it. Pinned, and alone in its cache line.
    /// </summary>
    private readonly int* _parked;

    private long _wakeUps;

    /// <summary>Creates a signal with the best parking place of the system.</summary>
    public ConsumerSignal()
        : this(FutexParkingPlace.IsAvailable ? new FutexParkingPlace() : new MonitorParkingPlace())
    {
    }

    /// <summary>Creates a signal whose consumer sleeps in this place.</summary>
    public ConsumerSignal(IParkingPlace place)
    {
        _place = place;
        _parked = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + (CacheLine.Separation / sizeof(int));
    }

    /// <summary>How often a producer or a command woke the consumer. Any thread.</summary>
    public long WakeUps => Volatile.Read(ref _wakeUps);

    /// <summary>Whether the consumer can sleep for less than a millisecond.</summary>
    public bool IsPrecise => _place.IsPrecise;

    /// <summary>Consumer only: announces that it will park. Look for work after this call and before <see cref="Park"/>.</summary>
    /// <param name="eighths">How full a lane must be before its producer wakes the consumer, 1 to 7 eighths.</param>
    public void PrepareToPark(int eighths = 1) => Interlocked.Exchange(ref *_parked, eighths);

    /// <summary>Consumer only: takes the announcement back, because there is work.</summary>
    public void CancelPark() => Volatile.Write(ref *_parked, 0);

    /// <summary>Consumer only: sleeps until it is woken or the time is over. Allocates nothing.</summary>
    public void Park(TimeSpan timeout)
    {
        int threshold = *_parked; // the consumer's own value, or zero if a thread has already woken it
        if (threshold != 0 && timeout > TimeSpan.Zero) _place.SleepWhile(_parked, threshold, timeout);
        Volatile.Write(ref *_parked, 0);
    }

    /// <summary>Sleeps for less than a millisecond, if the system can do so. Nobody wakes the sleeper. Any thread.</summary>
    public bool TrySleep(TimeSpan time)
    {
        if (!IsPrecise) return false;

        int nobody = 0;
        _place.SleepWhile(&nobody, 0, time);
        return true;
    }

    /// <summary>
    /// Wakes the consumer if it is parked. Any thread, after it has posted what the consumer must see. Allocates nothing. Of many callers
    /// only one pays for the wake-up.
    /// </summary>
    public void WakeIfParked()
    {
        // What the caller posted is visible before the read of parked: see the table above. Litmus: parking, BROKEN_POST_FENCE.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref *_parked) != 0) Wake();
    }

    /// <summary>
    /// Wakes the consumer if it is parked and the lane is as full as it announced. The lane's producer calls it after it has published.
    /// Allocates nothing.
    /// </summary>
    public void WakeIfPressed(RecordRing lane, long tail, long head)
    {
        if (!lane.IsPressed(tail, head, 1)) return; // no consumer asks for less

        Interlocked.MemoryBarrier(); // as above; litmus: parking, BROKEN_PRODUCER_FENCE
        int threshold = Volatile.Read(ref *_parked);
        if (threshold != 0 && lane.IsPressed(tail, head, threshold)) Wake();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake()
    {
        if (Interlocked.Exchange(ref *_parked, 0) == 0) return;

        Interlocked.Increment(ref _wakeUps);
        _place.Wake(_parked);
    }
}
