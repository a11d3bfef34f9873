using System.Numerics;
using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Takes changes of metrics out of the loop, for integrations that push. It is a ring with a limit: it keeps the newest changes and counts
/// those for which it had no room. Any number of recorders, of one loop or of several, publish without waiting and without allocating. One
/// reader at a time takes the changes, in their order.
/// </summary>
/// <example>
/// <code>
/// ChangeFeed feed = new();
/// runtime.CreateRecorder("orders", context => new ChangeFeedRecorder(context, feed));
/// await foreach (MetricChange change in feed.ReadAllAsync(stopping))
///     if (change.TryGetEvent(out OrderPlaced order)) await SendAsync(change.Metric.Name, order);
/// </code>
/// </example>
public sealed partial class ChangeFeed
{
    /// <summary>The bit of the tail that says that the feed is completed.</summary>
    internal const long Closed = 1L << 62;

    private readonly FeedSlot[] _slots;
    private readonly TimeSpan _pollInterval;
    private FeedCursors _cursors;

    /// <summary>Creates a feed and allocates its ring: about 310 bytes for each change.</summary>
    /// <param name="capacity">The number of changes that may wait, a power of two from 2 to 2^20. Default: 4096.</param>
    /// <param name="pollInterval">
    /// How often an idle reader looks again, 1 ms to 1 minute. A change may be late by this time. A reader that has just caught up looks
    /// again after 1 ms, then after 2, 4, ... Null: 16 ms.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public ChangeFeed(int capacity = 4096, TimeSpan? pollInterval = null)
    {
        if (capacity is < 2 or > 1 << 20 || !BitOperations.IsPow2(capacity))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The capacity must be a power of two from 2 to 2^20.");
        _pollInterval = pollInterval ?? TimeSpan.FromMilliseconds(16);
        if (_pollInterval < TimeSpan.FromMilliseconds(1) || _pollInterval > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(pollInterval), pollInterval, "The poll interval must lie between 1 ms and 1 minute.");
        }

        _slots = new FeedSlot[capacity];
    }

    /// <summary>The number of changes that may wait.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Whether the feed is completed: it takes no more changes. Changes that wait can still be read.</summary>
    public bool IsCompleted => (Volatile.Read(ref _cursors.Tail) & Closed) != 0;

    /// <summary>What became of the changes, at one moment. Any thread. It allocates nothing.</summary>
    public ChangeFeedStatistics Statistics
    {
        get
        {
            // All of one moment. If the reader went on between the reads, changes that it got would look like dropped ones.
            long read, missed, published;
            do
            {
                read = Volatile.Read(ref _cursors.Read);
                missed = Volatile.Read(ref _cursors.Missed);
                published = Volatile.Read(ref _cursors.Tail) & ~Closed;
            }
            while (read != Volatile.Read(ref _cursors.Read) || missed != Volatile.Read(ref _cursors.Missed));

            long ahead = published - read - missed;
            long overwritten = Math.Max(0, ahead - Capacity); // the reader has not come to them, and never will
            return new ChangeFeedStatistics
            {
                Published = published,
                Read = read,
                Dropped = missed + overwritten,
                Waiting = ahead - overwritten,
                Refused = Volatile.Read(ref _cursors.Refused),
            };
        }
    }

    /// <summary>
    /// Publishes a change. Call it from <c>OnMetricChanged</c>. Any thread may call it. It never waits and allocates nothing. When there is
    /// no room, the oldest waiting change is dropped for it, and counted.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="recorder">The recorder. The change gets its entity id.</param>
    /// <param name="metric">The metric that changed.</param>
    /// <param name="metricEvent">The event. It is copied.</param>
    /// <returns>False: the feed is completed, and the change was counted as refused.</returns>
    /// <exception cref="ArgumentNullException">The recorder or the metric is null.</exception>
    /// <exception cref="ArgumentException">
    /// The event is larger than 248 bytes. A loop takes larger events, but every change in the feed would have to be as large.
    /// </exception>
    public bool Publish<TEvent>(MetricsRecorder recorder, Metric metric, in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        ArgumentNullException.ThrowIfNull(recorder);
        ArgumentNullException.ThrowIfNull(metric);
        if (Unsafe.SizeOf<TEvent>() > EventBytes.Size) throw TooLarge<TEvent>();
        if (!TryTakeNumber(out long number)) return false;

        // False if the thread of another loop has been writing into this place for a whole lap. The reader then finds this change missing.
        SlotOf(number).TryWrite(number, recorder.EntityId, metric, in metricEvent);
        return true;
    }

    /// <summary>
    /// Completes the feed. Later changes are refused and counted. Readers get the waiting changes and then end. Any thread may call it; a
    /// second call does nothing. There is nothing to dispose: a feed without references is garbage.
    /// </summary>
    public void Complete() => Interlocked.Or(ref _cursors.Tail, Closed);

    // Takes the next number by compare-and-swap. A publisher that fails was overtaken by another one. A completed feed gives no number.
    internal bool TryTakeNumber(out long number)
    {
        number = Volatile.Read(ref _cursors.Tail);
        while ((number & Closed) == 0)
        {
            long found = Interlocked.CompareExchange(ref _cursors.Tail, number + 1, number);
            if (found == number) return true;
            number = found;
        }

        Interlocked.Increment(ref _cursors.Refused);
        return false;
    }

    private static ArgumentException TooLarge<TEvent>() => new(
        $"{typeof(TEvent).Name} takes {Unsafe.SizeOf<TEvent>()} bytes, and a change has room for {EventBytes.Size}. Shrink the event.",
        "metricEvent");
}
