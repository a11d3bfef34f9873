using System.Globalization;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The most frequent keys, or the keys with the largest sums of an amount, out of any number of keys. The algorithm is Space-Saving with a
/// fixed number of entries. Dimensions: <c>total</c> of all amounts; <c>bound</c>, the largest count that a key without an entry can have;
/// then by rank <c>1.key</c>, <c>1.count</c>, <c>1.error</c>, <c>2.key</c>, ...; <c>ignored</c>, the number of amounts that were not
/// positive, absent while it is zero. While there are no more keys than entries, <c>bound</c> is zero and everything is exact.
/// <para>
/// The true count of a key lies between <c>count - error</c> and <c>count</c>. <c>error</c> and <c>bound</c> are at most <c>total</c>
/// divided by the number of entries. Each key with a true count above <c>bound</c> has an entry.
/// </para>
/// <para>
/// In a difference, a key that has had its entry since the earlier read shows exactly what came (<c>error</c> 0), or is absent if nothing
/// came. A key with a newer entry shows <c>count</c> and <c>error</c> as they are; they limit what came in the same way. <c>total</c> and
/// <c>ignored</c> are differences; <c>bound</c> stays as it is.
/// </para>
/// <para>
/// An event takes a look-up and at most O(log entries) steps, and allocates nothing. A sum that reaches the largest long stays there.
/// </para>
/// </summary>
/// <example><code>new TopK&lt;OrderSent&gt;("orders.by_client", static (in e) =&gt; e.ClientId, capacity: 100)</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed partial class TopK<TEvent> : Metric<TopKState, TopKEntry>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private const int MaxEntries = 4096;

    private readonly Selector<TEvent, long> _key;
    private readonly Selector<TEvent, long>? _amount;
    private readonly Filter<TEvent>? _filter;
    private readonly string[] _ranks;
    private readonly KeyIndex _index;

    /// <summary>The numbers of the entries as a heap by count, the smallest first; and the place of each entry in the heap.</summary>
    private readonly int[] _heap;
    private readonly int[] _positions;

    /// <summary>Creates a metric without entries.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="key">The key of an event: any long.</param>
    /// <param name="capacity">The number of entries, 1 to 4096. Each takes about 60 bytes.</param>
    /// <param name="shown">
    /// The number of ranks that a snapshot shows, from 1 to the capacity. The other entries only keep the errors small.
    /// </param>
    /// <param name="amount">The amount of an event; positive. Null: every event counts 1.</param>
    /// <param name="filter">Which events count. Null: all events.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector of the key is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of entries or of ranks is out of its range.</exception>
    public TopK(
        string name,
        EventSelector<TEvent, long> key,
        int capacity = 100,
        int shown = 10,
        EventSelector<TEvent, long>? amount = null,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : this(
            name,
            DelegateLoop<TopKEntry>.OrNull(key)!,
            capacity,
            shown,
            DelegateLoop<TopKState>.OrNull(amount),
            DelegateLoop<TopKState>.OrNull(filter),
            unit,
            description)
    {
    }

    /// <summary>Creates a metric without entries, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="TopK{TEvent}.TopK(
    ///     string, EventSelector{TEvent, long}, int, int, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public TopK(
        string name,
        Selector<TEvent, long> key,
        int capacity = 100,
        int shown = 10,
        Selector<TEvent, long>? amount = null,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, Checked(capacity, shown), MetricKind.TopK, unit, description)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        _amount = amount;
        _filter = filter;
        _ranks = [.. Enumerable.Range(1, shown).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
        _index = new KeyIndex(capacity);
        _heap = new int[capacity];
        _positions = new int[capacity];
    }

    internal override long WorkingBytes => _index.MemoryBytes + ((long)(_heap.Length + _positions.Length) * sizeof(int));

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        long amount = _amount is null ? 1 : _amount.Of(in metricEvent);
        if (amount <= 0)
        {
            State.Ignored++;
            return false;
        }

        long key = _key.Of(in metricEvent); // before anything changes, because a selector may throw
        State.Total = Saturating.Add(State.Total, amount);
        Count(key, amount);
        if (State.Used == _heap.Length) State.Bound = Cells[_heap[0]].Count;
        return true;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<byte> positive);
        Unsafe.SkipInit(out RunBuffer<long> amountRoom);
        Unsafe.SkipInit(out RunBuffer<long> keyRoom);
        ReadOnlySpan<byte> picked = Filter<TEvent>.Pick(_filter, run, numbers);
        int all = picked.Length;
        ReadOnlySpan<long> amounts = _amount is null ? [] : WithoutIgnored(_amount.Take(run, picked, amountRoom), ref picked, positive);
        ReadOnlySpan<long> keys = _key.Take(run, picked, keyRoom);
        State.Ignored += all - keys.Length;
        for (int i = 0; i < keys.Length; i++)
        {
            long amount = amounts.IsEmpty ? 1 : amounts[i];
            State.Total = Saturating.Add(State.Total, amount);
            Count(keys[i], amount);
        }

        if (keys.Length > 0 && State.Used == _heap.Length) State.Bound = Cells[_heap[0]].Count;
    }

    /// <inheritdoc/>
    protected override void Subtract(
        ref TopKState state, Span<TopKEntry> cells, in TopKState earlierState, ReadOnlySpan<TopKEntry> earlierCells)
    {
        state.Total -= earlierState.Total;
        state.Ignored -= earlierState.Ignored;
        for (int i = 0; i < earlierState.Used; i++)
        {
            // A key that lost its entry and got a new one has a larger error than before: at least its earlier count.
            if (cells[i].Key != earlierCells[i].Key || cells[i].Error != earlierCells[i].Error) continue;
            cells[i].Count -= earlierCells[i].Count;
            cells[i].Error = 0;
        }
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in TopKState state, ReadOnlySpan<TopKEntry> cells, ref DimensionWriter writer)
    {
        writer.Add(WellKnownDimensions.Total, state.Total);
        writer.Add(WellKnownDimensions.Bound, state.Bound);
        using ReaderPool<ReaderMemory>.Lease memory = ReaderMemory.Pool.Rent();
        Span<TopKEntry> sorted = memory.Value.Take<TopKEntry>(cells.Length)[..state.Used];
        cells[..state.Used].CopyTo(sorted);
        sorted.Sort(TopKEntry.ByRank);
        for (int i = 0; i < Math.Min(sorted.Length, _ranks.Length) && sorted[i].Count > 0; i++)
        {
            DimensionWriter rank = writer.For(_ranks[i]);
            rank.Add(WellKnownDimensions.Key, sorted[i].Key);
            rank.Add(WellKnownDimensions.Count, sorted[i].Count);
            rank.Add(WellKnownDimensions.Error, sorted[i].Error);
        }

        if (state.Ignored > 0) writer.Add(WellKnownDimensions.Ignored, state.Ignored);
    }

    // Keeps the positive amounts, and the numbers of their events. No other event is asked for its key.
    private static Span<long> WithoutIgnored(Span<long> amounts, ref ReadOnlySpan<byte> picked, Span<byte> positive)
    {
        int count = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            if (amounts[i] <= 0) continue;
            amounts[count] = amounts[i];
            positive[count++] = picked[i];
        }

        picked = positive[..count];
        return amounts[..count];
    }

    private static int Checked(int capacity, int shown)
    {
        if (capacity is < 1 or > MaxEntries)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"There must be 1 to {MaxEntries} entries.");
        if (shown < 1 || shown > capacity)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shown), shown, $"There must be between 1 and {capacity} ranks: no more than entries.");
        }

        return capacity;
    }
}
