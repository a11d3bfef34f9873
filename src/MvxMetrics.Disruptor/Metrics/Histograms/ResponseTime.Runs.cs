using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <content>Runs of events.</content>
public sealed partial class ResponseTime<TEvent>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<long> startRoom);
        Unsafe.SkipInit(out RunBuffer<long> endRoom);
        Unsafe.SkipInit(out RunBuffer<long> dueRoom);
        ReadOnlySpan<byte> picked = Filter<TEvent>.Pick(_filter, run, numbers);
        Span<long> service = _start.Take(run, picked, startRoom);
        ReadOnlySpan<long> end = _end.Take(run, picked, endRoom);
        Span<long> response = _intendedStart is null ? service : _intendedStart.Take(run, picked, dueRoom);

        // The starts are replaced in place by the durations.
        StopwatchTime.Between(service, end);
        if (_intendedStart is not null) StopwatchTime.Between(response, end);
        HistogramRun.Record(in _scale, _outOfRange, ref State.Service, CellArray, 0, service);
        HistogramRun.Record(in _scale, _outOfRange, ref State.Response, CellArray, _scale.Count, response);
    }

    private readonly struct StartPlace;

    private readonly struct EndPlace;

    private readonly struct DuePlace;
}
