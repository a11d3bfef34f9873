using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures how long it takes from just before an event is published until its handler runs: one event each 10 µs, each
/// carrying its time of publication.
/// </summary>
internal abstract class VisibilitySide(string name, string included)
    : Side(name, included + "; one reading of the clock at each end", "-")
{
    protected const int Events = 10_000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMicroseconds(10);

    /// <summary>Written by the consumer, read when it is quiet.</summary>
    private LongHistogram _latencies = NewHistogram();

    private long _seen;

    protected abstract void Publish(long timestamp);

    protected virtual void Begin()
    {
    }

    protected virtual void End()
    {
    }

    /// <summary>Called by the consumer for each event.</summary>
    protected void OnEvent(long published)
    {
        _latencies.RecordValue(Math.Clamp(System.Diagnostics.Stopwatch.GetTimestamp() - published, 0, _latencies.HighestTrackableValue));
        Volatile.Write(ref _seen, _seen + 1);
    }

    public override Sample Round()
    {
        _latencies = NewHistogram();
        _seen = 0;
        Begin();
        Pace pace = new(s_interval);
        for (int i = 0; i < Events; i++)
        {
            pace.Await();
            Publish(System.Diagnostics.Stopwatch.GetTimestamp());
        }

        SpinWait spin = default;
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _seen) < Events && Clocks.NanosecondsSince(started) < 10e9) spin.SpinOnce();
        End();
        WrongResultException.Require(Name, "the events seen", Events, Volatile.Read(ref _seen));
        return new Sample { Latencies = _latencies }.WithPercentiles(_latencies, 0);
    }

    private static LongHistogram NewHistogram() => new(1, 10_000_000_000, 3);
}
