using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Counts what a burst of 10,000 events loses that comes out of silence, the runtime asleep.</summary>
internal sealed class BurstLoss(string name, MetricsEventLoopOptions? options = null)
    : Side(name, "RegisterEvent 10,000 times in a row, nothing waits; consumer asleep at first", "the silence between bursts")
{
    private const int Events = 10_000;
    private const int Bursts = 12;
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(150); // more than the longest sleep of a default runtime
    private readonly Stage _stage = Stage.Live(new MetricsRuntimeOptions { EventLoop = options ?? new() });
    private long _bursts;
    private long _lost;

    public override Sample Round()
    {
        MetricsRecorder recorder = _stage.Recorder;
        double nanoseconds = 0;
        long allocated = 0;
        long before = _lost;
        for (int burst = 0; burst < Bursts; burst++)
        {
            Thread.Sleep(s_silence);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < Events; i++) recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
            nanoseconds += Clocks.NanosecondsSince(started);
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            _stage.Settle();
            _bursts++;
            _lost = _stage.Lost(Name, _bursts * Events, _bursts * Attempts.SumOf(Events));
        }

        return new Sample { AllocatedBytes = allocated }
            .With(Quantity.LostPerBurst, (double)(_lost - before) / Bursts)
            .With(Quantity.Call, nanoseconds / (Bursts * Events));
    }

    public override void Dispose()
    {
        base.Dispose();
        _stage.Dispose();
    }
}
