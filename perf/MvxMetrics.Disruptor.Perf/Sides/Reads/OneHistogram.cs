using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A recorder of ours with one histogram, on a loop that whoever records drives: no consumer runs beside a read.</summary>
internal sealed class OneHistogram : IDisposable
{
    private const int Lap = 1024;
    private readonly MetricsEventLoop _loop = new();
    private long _recorded;

    public OneHistogram(HistogramOptions? options = null)
    {
        Histogram = new Histogram<SaveAttempt>("durations", static (in SaveAttempt e) => e.Nanoseconds, unit: "ns", options: options);
        Recorder = _loop.CreateRecorder("perf");
        Recorder.Register(Histogram);
    }

    public MetricsRecorder Recorder { get; }

    public Histogram<SaveAttempt> Histogram { get; }

    public void Record(int outcome, long value)
    {
        Recorder.RegisterEvent(new SaveAttempt(outcome, value));
        if (++_recorded % Lap == 0) Settle();
    }

    public void Settle() => _loop.RunOnce();

    public void Dispose() => _loop.Dispose();
}
