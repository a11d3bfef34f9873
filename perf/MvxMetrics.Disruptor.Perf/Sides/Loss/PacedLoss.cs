using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Counts what is lost at a steady rate over some seconds, a group of events each microsecond.</summary>
internal sealed class PacedLoss(string name, int perMicrosecond, bool isWriter) : Side(
    name,
    $"{(isWriter ? "TryWrite" : "RegisterEvent")} {perMicrosecond} times each microsecond for {Seconds} s, nothing waits; consumer beside",
    "-")
{
    private const int Seconds = 5;
    private const int Groups = Seconds * 1_000_000;
    private readonly Stage _stage = Stage.Live();
    private EventWriter<SaveAttempt>? _writer;
    private long _rounds;
    private long _lost;

    public override Sample Round()
    {
        if (isWriter) _writer ??= _stage.Recorder.CreateWriter<SaveAttempt>();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        if (_writer is { } writer) Write(writer);
        else Register();
        double nanoseconds = Clocks.NanosecondsSince(started);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        _stage.Settle();

        long events = (long)Groups * perMicrosecond;
        _rounds++;
        long before = _lost;
        _lost = _stage.Lost(Name, _rounds * events, _rounds * Groups * Attempts.SumOf(perMicrosecond));
        return new Sample { AllocatedBytes = bytes }
            .With(Quantity.LostPerMille, 1000.0 * (_lost - before) / events)
            .With(Quantity.EventsPerSecond, events * 1e9 / nanoseconds); // what was reached of the rate
    }

    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
        _stage.Dispose();
    }

    private void Register()
    {
        MetricsRecorder recorder = _stage.Recorder;
        Pace pace = new(TimeSpan.FromMicroseconds(1));
        for (int group = 0; group < Groups; group++)
        {
            pace.Await();
            for (int i = 0; i < perMicrosecond; i++)
                recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
        }
    }

    private void Write(EventWriter<SaveAttempt> writer)
    {
        Pace pace = new(TimeSpan.FromMicroseconds(1));
        for (int group = 0; group < Groups; group++)
        {
            pace.Await();
            for (int i = 0; i < perMicrosecond; i++) writer.TryWrite(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
        }
    }
}
