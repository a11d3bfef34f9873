using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Events of one type for one recorder, in the order of their publication: what the loop hands to a metric at once, in
/// place in the ring buffer. Valid until <see cref="IMetricRunHandler{TEvent}.HandleEvents"/> returns.
/// </summary>
/// <example><code>foreach (ref readonly OrderFilled e in run) State.Quantity += e.Quantity;</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public readonly ref struct EventRun<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Most events that the loop hands over at once: what a snapshot reader waits for at most.</summary>
    public const int MaxEvents = 64;

    private readonly ref readonly byte _first;
    private readonly int _stride;

    /// <summary>A run of events that lie in memory of the caller's: to test a metric without a loop.</summary>
    /// <param name="events">The events, at most <see cref="MaxEvents"/>.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public EventRun(ReadOnlySpan<TEvent> events)
    {
        if (events.Length > MaxEvents)
        {
            throw new ArgumentException(
                $"{events.Length} events were given, and a run has {MaxEvents} at most: metrics keep room for as many. "
                + "Hand them over in several runs.",
                nameof(events));
        }

        _first = ref Unsafe.As<TEvent, byte>(ref MemoryMarshal.GetReference(events));
        Count = events.Length;
        _stride = Unsafe.SizeOf<TEvent>();
    }

    internal unsafe EventRun(byte* first, int count, int stride)
    {
        _first = ref Unsafe.AsRef<byte>(first);
        Count = count;
        _stride = stride;
    }

    /// <summary>How many events there are; positive in a run that the loop hands over.</summary>
    public int Count { get; }

    /// <summary>An event, in place.</summary>
    /// <param name="index">From zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run has no such event.</exception>
    [UnscopedRef]
    public ref readonly TEvent this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count) ThrowBeyond(index, Count);
            return ref At(index);
        }
    }

    /// <summary>The events as a span, where they lie without gaps: those of a writer, of a size of whole 8 bytes.</summary>
    /// <param name="events">The events, or nothing.</param>
    /// <returns>False: there are gaps between them; go through them one by one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetSpan(out ReadOnlySpan<TEvent> events)
    {
        bool isGapless = _stride == Unsafe.SizeOf<TEvent>();
        events = isGapless ? MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<byte, TEvent>(ref Unsafe.AsRef(in _first)), Count) : default;
        return isGapless;
    }

    /// <summary>Goes through the events in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Bytes from one event to the next.</summary>
    internal nuint Stride => (nuint)(uint)_stride;

    /// <summary>The first event, where a loop of the library's own begins.</summary>
    internal ref byte First => ref Unsafe.AsRef(in _first);

    /// <summary>An event, without a look at the index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly TEvent At(int index) =>
        ref Unsafe.As<byte, TEvent>(ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in _first), (nuint)(uint)index * (nuint)(uint)_stride));

    private static void ThrowBeyond(int index, int count) => throw new ArgumentOutOfRangeException(
        nameof(index), index, $"The run has {count} events: an index must be not negative and less.");

    /// <summary>The state of a loop over a run.</summary>
    public ref struct Enumerator
    {
        private readonly EventRun<TEvent> _run;
        private int _index;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(EventRun<TEvent> run)
        {
            _run = run;
            _index = -1;
        }

        /// <summary>The event at which the loop stands, in place.</summary>
        public readonly ref readonly TEvent Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref _run.At(_index);
        }

        /// <summary>Goes on to the next event; false when there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => ++_index < _run.Count;
    }
}
