using System.Globalization;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Events per second, and the sum of an amount per second: over sliding windows, and weighted exponentially over about 1, 5 and 15 minutes.
/// Dimensions: <c>count</c>, <c>rate_1s</c>, <c>rate_10s</c>, <c>rate_60s</c> (or the windows chosen), <c>rate_ewma_1m</c>,
/// <c>rate_ewma_5m</c>, <c>rate_ewma_15m</c>; with an amount also <c>sum</c>, <c>sum_rate_1s</c>, ...; <c>ignored</c>, the number of
/// negative amounts, absent while it is zero.
/// <para>
/// All rates are those of the last tick (ten times a second), with all events that were applied before it. The rate of a window is what
/// came since a mark, divided by the time since that mark. The mark is about one window old: there are ten marks in a window, each set by
/// the first tick in its tenth. So the time is one window to eleven tenths of it, less one tick at most; or it is the time since the start.
/// </para>
/// <para>
/// The weighted rates: at each tick, after <c>d</c> seconds with <c>n</c> events, <c>r = n/d</c> and <c>w = r + (w - r) exp(-d/T)</c> with
/// T = 60, 300, 900 s. The shown value is <c>w / (1 - exp(-t/T))</c>, t seconds after the first tick: so a steady rate is right from the
/// beginning. A pause of any length is one such step.
/// </para>
/// <para>A difference shows <c>count</c>, <c>sum</c> and <c>ignored</c> as differences, and the rates as they are.</para>
/// </summary>
/// <example><code>new Rate&lt;BytesReceived&gt;("tcp.received", static (in e) =&gt; e.Count, unit: "By")</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed partial class Rate<TEvent> : Metric<RateState, RateMark>, IMetricRunHandler<TEvent>, ITimedMetric
    where TEvent : unmanaged, IMetricEvent
{
    private const int MaxWindows = 8;
    private const int MarksInWindow = 10;

    /// <summary>One mark more than a window has: the first one is a window old.</summary>
    private const int MarksKept = MarksInWindow + 1;

    private static readonly TimeSpan[] s_windows = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    private readonly Selector<TEvent, long>? _amount;
    private readonly Filter<TEvent>? _filter;
    private readonly long[] _sliceTicks;
    private readonly string[] _rateNames;
    private readonly string[] _sumNames;

    /// <summary>Creates a rate without events.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="amount">The amount of an event. Null: there are rates of events only.</param>
    /// <param name="filter">Which events count. Null: all events.</param>
    /// <param name="windows">1 to 8 different windows, each of 1 second to 1 day. Null: 1, 10 and 60 seconds. The list is copied.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">
    /// The name is null or blank; there are no windows, too many windows, or two equal ones.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A window is out of its range.</exception>
    public Rate(
        string name,
        EventSelector<TEvent, long>? amount = null,
        EventFilter<TEvent>? filter = null,
        IReadOnlyList<TimeSpan>? windows = null,
        string? unit = null,
        string? description = null)
        : this(name, DelegateLoop<RateState>.OrNull(amount), DelegateLoop<RateState>.OrNull(filter), windows, unit, description)
    {
    }

    /// <summary>Creates a rate without events, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="Rate{TEvent}.Rate(
    ///     string, EventSelector{TEvent, long}, EventFilter{TEvent}, IReadOnlyList{TimeSpan}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public Rate(
        string name,
        Selector<TEvent, long>? amount,
        Filter<TEvent>? filter,
        IReadOnlyList<TimeSpan>? windows = null,
        string? unit = null,
        string? description = null)
        : base(name, Checked(windows ??= s_windows) * MarksKept, MetricKind.Rate, unit, description)
    {
        _amount = amount;
        _filter = filter;
        _sliceTicks = [.. windows.Select(static w => w.Ticks / MarksInWindow)];
        _rateNames = [.. windows.Select(static w => $"{WellKnownDimensions.RatePrefix}{Named(w)}")];
        _sumNames = [.. windows.Select(static w => $"{WellKnownDimensions.SumRatePrefix}{Named(w)}")];
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        long amount = _amount is null ? 0 : _amount.Of(in metricEvent);
        if (amount < 0)
        {
            State.Ignored++;
            return false;
        }

        State.Count++;
        State.Sum = Saturating.Add(State.Sum, amount);
        return true;
    }

    /// <inheritdoc/>
    public void OnTimer(TimeSpan uptime)
    {
        ref RateState state = ref State;
        long now = uptime.Ticks;
        if (state.IsStarted && now <= state.Now) return;

        if (state.IsStarted)
        {
            double seconds = Seconds(now - state.Now);
            state.EventRates.Step((state.Count - state.CountNow) / seconds, seconds);
            state.SumRates.Step((state.Sum - state.SumNow) / seconds, seconds);
        }

        for (int window = 0; window < _sliceTicks.Length; window++) Mark(window, now);
        if (!state.IsStarted) state.StartedAt = now;
        state.IsStarted = true;
        state.Now = now;
        state.CountNow = state.Count;
        state.SumNow = state.Sum;
    }

    /// <inheritdoc/>
    protected override void Subtract(
        ref RateState state, Span<RateMark> cells, in RateState earlierState, ReadOnlySpan<RateMark> earlierCells)
    {
        state.Count -= earlierState.Count;
        state.Sum -= earlierState.Sum;
        state.Ignored -= earlierState.Ignored;
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in RateState state, ReadOnlySpan<RateMark> cells, ref DimensionWriter writer)
    {
        double age = Seconds(state.Now - state.StartedAt);
        writer.Add(WellKnownDimensions.Count, state.Count);
        for (int window = 0; window < _rateNames.Length; window++)
        {
            RateMark mark = OldestMark(window, in state, cells);
            writer.Add(_rateNames[window], PerSecond(state.CountNow - mark.Count, state.Now - mark.At));
        }

        writer.Add(WellKnownDimensions.RatePrefix + "ewma_1m", DecayingRates.Corrected(state.EventRates.One, 60, age));
        writer.Add(WellKnownDimensions.RatePrefix + "ewma_5m", DecayingRates.Corrected(state.EventRates.Five, 300, age));
        writer.Add(WellKnownDimensions.RatePrefix + "ewma_15m", DecayingRates.Corrected(state.EventRates.Fifteen, 900, age));
        if (_amount is not null) WriteSums(in state, cells, age, writer);
        if (state.Ignored > 0) writer.Add(WellKnownDimensions.Ignored, state.Ignored);
    }

    private void WriteSums(in RateState state, ReadOnlySpan<RateMark> cells, double age, DimensionWriter writer)
    {
        writer.Add(WellKnownDimensions.Sum, state.Sum);
        for (int window = 0; window < _sumNames.Length; window++)
        {
            RateMark mark = OldestMark(window, in state, cells);
            writer.Add(_sumNames[window], PerSecond(state.SumNow - mark.Sum, state.Now - mark.At));
        }

        writer.Add(WellKnownDimensions.SumRatePrefix + "ewma_1m", DecayingRates.Corrected(state.SumRates.One, 60, age));
        writer.Add(WellKnownDimensions.SumRatePrefix + "ewma_5m", DecayingRates.Corrected(state.SumRates.Five, 300, age));
        writer.Add(WellKnownDimensions.SumRatePrefix + "ewma_15m", DecayingRates.Corrected(state.SumRates.Fifteen, 900, age));
    }

    // There is one mark for each slice that has begun. A slice without a tick gets the last known time, and what was counted then. The rate
    // is then over a longer time, but what came is divided by the time in which it came.
    private void Mark(int window, long now)
    {
        ref RateState state = ref State;
        long length = _sliceTicks[window];
        long slice = now / length;
        long first = state.IsStarted ? Math.Max((state.Now / length) + 1, slice - MarksInWindow) : slice;
        for (long i = first; i <= slice; i++)
        {
            Cells[(window * MarksKept) + (int)(i % MarksKept)] =
                i == slice
                    ? new RateMark { At = now, Count = state.Count, Sum = state.Sum }
                    : new RateMark { At = state.Now, Count = state.CountNow, Sum = state.SumNow };
        }
    }

    private RateMark OldestMark(int window, in RateState state, ReadOnlySpan<RateMark> cells)
    {
        long length = _sliceTicks[window];
        long slice = Math.Max((state.Now / length) - MarksInWindow, state.StartedAt / length);
        return cells[(window * MarksKept) + (int)(slice % MarksKept)];
    }

    private static double PerSecond(long amount, long ticks) => ticks <= 0 ? 0 : amount / Seconds(ticks);

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;

    private static int Checked(IReadOnlyList<TimeSpan> windows)
    {
        if (windows.Count is 0 or > MaxWindows || windows.Distinct().Count() != windows.Count)
            throw new ArgumentException($"There must be 1 to {MaxWindows} windows, no two alike.", nameof(windows));
        foreach (TimeSpan window in windows) WindowLimits.RequireLength(window, nameof(windows));
        return windows.Count;
    }

    private static string Named(TimeSpan window) => string.Create(CultureInfo.InvariantCulture, $"{window.TotalSeconds:0.#######}s");
}
