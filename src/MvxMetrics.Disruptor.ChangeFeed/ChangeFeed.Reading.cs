using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <content>
/// The reader's side. There is one reader at a time: a second one would silently take half of the changes, and neither would see them in
/// order. The reader looks for changes itself. Nobody wakes it, because that would be work for the loop.
/// </content>
public sealed partial class ChangeFeed
{
    /// <summary>
    /// The first pause of a reader that has caught up. While changes keep coming, the ring must hold the changes of this time.
    /// </summary>
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// 1 while a call or an enumeration reads. Exchanged with a full fence, so each reader sees the position of the reader before it.
    /// </summary>
    private int _isReading;

    /// <summary>
    /// Returns the changes as they come. It ends when the feed is completed and empty. If you leave the loop and begin again, reading goes
    /// on where it was left.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>. No change is lost by it.</param>
    /// <exception cref="InvalidOperationException">Another reader is reading.</exception>
    public async IAsyncEnumerable<MetricChange> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BeginReading();
        try
        {
            while (await WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                while (Read(out MetricChange change))
                {
                    yield return change;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            EndReading();
        }
    }

    /// <summary>
    /// Waits until there may be a change to read: true. False: the feed is completed and empty. Use it with <see cref="TryRead"/> for
    /// readers that work in batches.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">Another reader is reading.</exception>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        BeginReading();
        try
        {
            return await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndReading();
        }
    }

    /// <summary>Takes the next change, if there is one. It does not wait and allocates nothing.</summary>
    /// <param name="change">The change, or a default value.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">Another reader is reading.</exception>
    public bool TryRead(out MetricChange change)
    {
        BeginReading();
        try
        {
            return Read(out change);
        }
        finally
        {
            EndReading();
        }
    }

    // True: something was published that the reader has not passed. It may be gone by now, or not yet written to its end.
    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = s_shortestPause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long position = _cursors.Read + _cursors.Missed;
            long tail = Volatile.Read(ref _cursors.Tail);
            long ahead = (tail & ~Closed) - position;
            if (ahead > Capacity || (ahead > 0 && SlotOf(position).Look(position) != SlotContent.NotYet)) return true;
            if (tail == (position | Closed)) return false;
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = NextPause(pause, _pollInterval);
        }
    }

    /// <summary>Twice the pause, at most the interval.</summary>
    internal static TimeSpan NextPause(TimeSpan pause, TimeSpan interval) => pause * 2 < interval ? pause * 2 : interval;

    private bool Read(out MetricChange change)
    {
        long slack = 0;
        while (true)
        {
            long position = _cursors.Read + _cursors.Missed;
            long tail = Volatile.Read(ref _cursors.Tail) & ~Closed;
            if (tail == position) break;
            if (tail - position > Capacity) Miss(tail - Capacity + slack - position);
            else if (SlotOf(position).TryRead(position, out change) is var content && content == SlotContent.Whole)
            {
                Volatile.Write(ref _cursors.Read, _cursors.Read + 1);
                return true;
            }
            else if (content == SlotContent.NotYet)
            {
                break;
            }
            else
            {
                // The change was overwritten while it was copied: the publishers are faster. The next time, give them a lead that grows.
                Miss(1);
                slack = Math.Min(Capacity / 2, (slack * 2) + 1);
            }
        }

        change = default;
        return false;
    }

    private void Miss(long count) => Volatile.Write(ref _cursors.Missed, _cursors.Missed + count);

    internal ref FeedSlot SlotOf(long number) => ref _slots[number & (Capacity - 1)];

    private void BeginReading()
    {
        if (Interlocked.Exchange(ref _isReading, 1) == 0) return;
        throw new InvalidOperationException(
            "Somebody else is reading this feed, and each change is read once. "
            + "End that reader first, or give each reader a feed of its own.");
    }

    private void EndReading() => Volatile.Write(ref _isReading, 0);
}
