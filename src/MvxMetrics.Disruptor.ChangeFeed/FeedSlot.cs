using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A place in the ring. Its stamp says whose content it has: 2n + 1 while change n is being written, 2n + 2 when it is written. Publishers
/// write without a look at the reader. The reader copies, and then looks at the stamp again.
/// </summary>
internal struct FeedSlot
{
    private long _stamp;

    /// <summary>
    /// One more than the last number that was given up here because another publisher, a whole lap late, was still writing. It only grows.
    /// </summary>
    private long _givenUp;

    private MetricChange _change;

    /// <summary>
    /// Writes change n, unless another publisher writes here at this moment or a later change has been written. Never waits.
    /// </summary>
    public bool TryWrite<TEvent>(long number, string entityId, Metric metric, in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        if (!TryBegin(number)) return false;
        _change.Set(number, entityId, metric, in metricEvent);
        End(number);
        return true;
    }

    /// <summary>Takes the place for change n, for one publisher.</summary>
    public bool TryBegin(long number)
    {
        long writing = (2 * number) + 1;
        long stamp = Volatile.Read(ref _stamp);
        bool isFree = (stamp & 1) == 0 && stamp < writing;

        // The compare-and-swap is a full fence: the odd stamp is visible before the content. Litmus: feed-slot, BROKEN_CLAIM_FENCE.
        if (isFree && Interlocked.CompareExchange(ref _stamp, writing, stamp) == stamp) return true;
        GiveUp(number + 1);
        return false;
    }

    /// <summary>The content is complete.</summary>
    public void End(long number) => Volatile.Write(ref _stamp, (2 * number) + 2);

    /// <summary>Says whether change n is here at this moment.</summary>
    public SlotContent Look(long number)
    {
        long written = (2 * number) + 2;
        long stamp = Volatile.Read(ref _stamp);
        if (stamp == written) return SlotContent.Whole;
        return stamp > written || Volatile.Read(ref _givenUp) > number ? SlotContent.Gone : SlotContent.NotYet;
    }

    /// <summary>Copies change n if it is here and complete.</summary>
    public SlotContent TryRead(long number, out MetricChange change)
    {
        SlotContent content = Look(number);
        if (content != SlotContent.Whole)
        {
            change = default;
            return content;
        }

        change = _change;
        Volatile.ReadBarrier(); // orders the content before the second look
        return Look(number);
    }

    private void GiveUp(long next)
    {
        long before = Volatile.Read(ref _givenUp);
        while (before < next)
        {
            long found = Interlocked.CompareExchange(ref _givenUp, next, before);
            if (found == before) return;
            before = found;
        }
    }
}
