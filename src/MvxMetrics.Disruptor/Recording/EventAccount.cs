using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Counts what became of events, for one recorder or for one loop. Everything that a recorder's account counts, its parent counts too: the
/// account of its loop. Only the loop writes its own counters, so they need no locked instruction. Producers count outside the hot path.
/// </summary>
internal sealed class EventAccount
{
    private readonly EventAccount? _parent;
    private readonly long _permitLimit;
    private Counts _counts;

    /// <summary>Creates the account of a loop.</summary>
    public EventAccount()
    {
    }

    /// <summary>Creates the account of a recorder.</summary>
    /// <param name="parent">The account of its loop, which counts the same.</param>
    /// <param name="permitLimit">The most permits in use at a time. Zero: no permits are needed.</param>
    public EventAccount(EventAccount parent, long permitLimit)
    {
        _parent = parent;
        _permitLimit = permitLimit;
    }

    /// <summary>The most permits in use at a time. Zero: no permits are needed.</summary>
    public long PermitLimit => _permitLimit;

    /// <summary>Offered to every metric that handles their type.</summary>
    public long Processed => Volatile.Read(ref _counts.Processed);

    /// <summary>Accepted, then not applied.</summary>
    public long Discarded => Volatile.Read(ref _counts.Discarded);

    /// <summary>Taken out of a lane and held until their recorder runs.</summary>
    public long Held => Volatile.Read(ref _counts.Held);

    /// <summary>Not accepted.</summary>
    public long Dropped => Volatile.Read(ref _counts.Dropped);

    /// <summary>Not accepted because of the status or the size.</summary>
    public long Refused => Volatile.Read(ref _counts.Refused);

    /// <summary>
    /// Pending events were applied; their permits are free. The loop's thread. Written with release: a count is visible before the lane
    /// positions that are released after it. So a thread that has waited for the lanes to drain reads the final counts.
    /// </summary>
    public void AddProcessed(long count)
    {
        Volatile.Write(ref _counts.Processed, _counts.Processed + count);
        _parent?.AddProcessed(count);
        ReturnPermits(count);
    }

    /// <summary>Pending events will not be applied; their permits are free. The loop's thread. Release, as above.</summary>
    public void AddDiscarded(long count)
    {
        Volatile.Write(ref _counts.Discarded, _counts.Discarded + count);
        _parent?.AddDiscarded(count);
        ReturnPermits(count);
    }

    /// <summary>
    /// Pending events have left their lanes and are held. A negative count: they are held no longer. The loop's thread. Release, as above.
    /// </summary>
    public void AddHeld(long count)
    {
        Volatile.Write(ref _counts.Held, _counts.Held + count);
        _parent?.AddHeld(count);
    }

    /// <summary>Events were not accepted because there was no room. Any thread.</summary>
    public void AddDropped(long count)
    {
        Interlocked.Add(ref _counts.Dropped, count);
        _parent?.AddDropped(count);
    }

    /// <summary>Events were not accepted because of the status or the size. Any thread.</summary>
    public void AddRefused(long count)
    {
        Interlocked.Add(ref _counts.Refused, count);
        Interlocked.Add(ref _counts.Dropped, count);
        _parent?.AddRefused(count);
    }

    /// <summary>
    /// Takes a permit for one pending event, if the account has a limit. False when the limit is reached. Any thread. It uses
    /// compare-and-swap and does not add first and take back later, so it never refuses a permit while one is left.
    /// </summary>
    /// <param name="isPressing">Whether half of the permits are in use with this one, or none was left: then wake the loop.</param>
    public bool TryTakePermit(out bool isPressing)
    {
        isPressing = false;
        if (_permitLimit == 0) return true;

        long taken = Volatile.Read(ref _counts.Permits);
        while (taken < _permitLimit)
        {
            long seen = Interlocked.CompareExchange(ref _counts.Permits, taken + 1, taken);
            if (seen == taken)
            {
                isPressing = taken + 1 == (_permitLimit + 1) / 2;
                return true;
            }

            taken = seen;
        }

        isPressing = true;
        return false;
    }

    /// <summary>Returns permits: of events that are no longer pending, or of a publication that failed. Any thread.</summary>
    public void ReturnPermits(long count)
    {
        if (_permitLimit > 0) Interlocked.Add(ref _counts.Permits, -count);
    }

    /// <summary>
    /// <code>
    ///    0 | padding                              |
    ///  128 | Processed | Discarded | Held         |  written by the loop
    ///  256 | Dropped | Refused | Permits          |  written by producers off the hot path
    ///  384 | padding                              |
    /// </code>
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 4 * CacheLine.Separation)]
    private struct Counts
    {
        [FieldOffset(CacheLine.Separation)]
        public long Processed;

        [FieldOffset(CacheLine.Separation + 8)]
        public long Discarded;

        [FieldOffset(CacheLine.Separation + 16)]
        public long Held;

        [FieldOffset(2 * CacheLine.Separation)]
        public long Dropped;

        [FieldOffset((2 * CacheLine.Separation) + 8)]
        public long Refused;

        [FieldOffset((2 * CacheLine.Separation) + 16)]
        public long Permits;
    }
}
