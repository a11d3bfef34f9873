using HdrHistogram;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>HdrHistogram's single-threaded recording of a value of two digits' precision; or of two values of an event.</summary>
internal sealed class HdrMetric(string name, bool isTwice)
    : ApplySide(name, isTwice ? "RecordValue of two histograms, and the two subtractions" : "RecordValue")
{
    private readonly LongHistogram _service = new(1, 3_600_000_000_000, 2);
    private readonly LongHistogram _response = new(1, 3_600_000_000_000, 2);

    protected override long Count => _service.TotalCount;

    protected override void Pass()
    {
        LongHistogram service = _service;
        LongHistogram response = _response;
        if (isTwice)
        {
            foreach (ref readonly SaveAttempt attempt in Events.AsSpan())
            {
                (long start, long due, long end) = MetricCost.TimesOf(in attempt);
                service.RecordValue(StopwatchTime.ToNanoseconds(end - start));
                response.RecordValue(StopwatchTime.ToNanoseconds(end - due));
            }
        }
        else
        {
            foreach (ref readonly SaveAttempt attempt in Events.AsSpan()) service.RecordValue(attempt.Nanoseconds);
        }
    }
}
