using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Events of one type for one recorder, in the order in which they were published. The loop passes them to a metric at once, in place in
/// the ring buffer. The run is valid until <see cref="IMetricRunHandler{TEvent}.HandleEvents"/> returns.
/// </summary>
/// <example><code>foreach (ref readonly OrderFilled e in run) State.Quantity += e.Quantity;</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public readonly ref struct EventRun<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>The most events that the loop passes at once. A snapshot reader waits for at most this many.</summary>
    public const int MaxEvents = 64;

    private readonly ref readonly byte _first;
    private readonly int _stride;

    /// <summary>Creates a run of events that lie in the caller's own memory, to test a metric without a loop.</summary>
    /// <param name="events">The events, at most <see cref="MaxEvents"/>.</param>
    /// <exception cref="ArgumentException">There are more events than that.</exception>
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

    /// <summary>The number of events. It is positive in a run that the loop passes.</summary>
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

    /// <summary>
    /// Returns the events as a span, if they lie without gaps: the events of a writer whose size is a multiple of 8 bytes.
    /// </summary>
    /// <param name="events">The events, or an empty span.</param>
    /// <returns>False: there are gaps between the events. Visit them one by one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetSpan(out ReadOnlySpan<TEvent> events)
    {
        bool isGapless = _stride == Unsafe.SizeOf<TEvent>();
        events = isGapless ? MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<byte, TEvent>(ref Unsafe.AsRef(in _first)), Count) : default;
        return isGapless;
    }

    /// <summary>Visits the events in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Bytes from one event to the next.</summary>
    internal nuint Stride => (nuint)(uint)_stride;

    /// <summary>The first event. A loop inside the library begins here.</summary>
    internal ref byte First => ref Unsafe.AsRef(in _first);

    /// <summary>An event, without a check of the index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly TEvent At(int index) =>
        ref Unsafe.As<byte, TEvent>(ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in _first), (nuint)(uint)index * (nuint)(uint)_stride));

    private static void ThrowBeyond(int index, int count) => throw new ArgumentOutOfRangeException(
        nameof(index), index, $"The run has {count} events: an index must be not negative and less.");

    /// <summary>The state of a <c>foreach</c> over a run.</summary>
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

        /// <summary>The current event, in place.</summary>
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
