using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Counts what a newcomer's first try loses: a for-loop of a million calls, as fast as they go, on a new runtime.</summary>
internal sealed class FlatLoss(string name, bool isTry) : Side(
    name,
    $"a million {(isTry ? "TryRegisterEvent" : "RegisterEvent")} in a row on a new default runtime, nothing waits; consumer beside",
    "start-up")
{
    private const int Events = 1_000_000;

    public override Sample Round()
    {
        using Stage stage = Stage.Live();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        if (isTry) Try(stage.Recorder);
        else Register(stage.Recorder);
        double nanoseconds = Clocks.NanosecondsSince(started);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        stage.Settle();
        long lost = stage.Lost(Name, Events, Attempts.SumOf(Events));
        return new Sample { AllocatedBytes = bytes }
            .With(Quantity.LostPerMille, 1000.0 * lost / Events)
            .With(Quantity.Call, nanoseconds / Events);
    }

    private static void Try(MetricsRecorder recorder)
    {
        for (int i = 0; i < Events; i++) recorder.TryRegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }

    private static void Register(MetricsRecorder recorder)
    {
        for (int i = 0; i < Events; i++) recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }
}
