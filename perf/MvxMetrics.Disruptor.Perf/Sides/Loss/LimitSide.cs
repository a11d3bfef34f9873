using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Measures how fast a loop applies what lies in a full lane: its limit, whatever producers do.</summary>
internal sealed class LimitSide(string name, bool isWriter) : Side(
    name,
    $"RunOnce on a lane that {(isWriter ? "a writer" : "RegisterEvent")} has filled to its last event; counter by outcome and histogram",
    "filling the lane, by the same thread")
{
    private const int Laps = 100;
    private readonly Stage _stage = Stage.Manual(1);
    private EventWriter<SaveAttempt>? _writer;
    private long _attempts;
    private long _sum;
    private long _laps;

    public override Sample Round()
    {
        if (isWriter) _writer ??= _stage.Recorder.CreateWriter<SaveAttempt>();
        double nanoseconds = 0;
        long events = 0;
        long allocated = 0;
        for (int lap = 0; lap < Laps; lap++)
        {
            int filled = Fill();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            int applied = 0;
            while (applied < filled && _stage.RunOnce() is var taken and > 0) applied += taken;
            nanoseconds += Clocks.NanosecondsSince(started) - Clocks.WallCost;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            WrongResultException.Require(Name, "the events applied of a full lane", filled, applied);
            events += filled;
        }

        Check();
        return new Sample { AllocatedBytes = allocated }
            .With(Quantity.Apply, nanoseconds / events)
            .With(Quantity.EventsPerSecond, events * 1e9 / nanoseconds);
    }

    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
        _stage.Dispose();
    }

    // Until one finds no room, which is a drop.
    private int Fill()
    {
        int filled = 0;
        while (Record(filled)) _sum += Attempts.DurationOf(filled++);
        _attempts += filled + 1;
        _laps++;
        return filled;
    }

    private bool Record(int i)
    {
        SaveAttempt attempt = new(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
        return _writer?.TryWrite(attempt) ?? _stage.Recorder.TryRegisterEvent(attempt);
    }

    private void Check()
    {
        WrongResultException.Require(Name, "the drops, one each lap", _laps, _stage.Lost(Name, _attempts, _sum));
        WrongResultException.Require(Name, "the sum of durations", _sum, _stage.SumApplied);
    }
}
