using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures how much of a core a default runtime takes while events come at a steady rate: the processor time of the process
/// less that of the producing thread.
/// </summary>
internal sealed class LoopShareSide(int eventsPerSecond)
    : Side($"{eventsPerSecond} events a second", "the loop and both metrics", "the producing thread")
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(1);
    public override Sample Round()
    {
        // Of this round: an idle runtime of another side would be measured as well.
        using Stage stage = Stage.Live(
            recorder: new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.FromSeconds(30) });
        MetricsRecorder recorder = stage.Recorder;
        Pace pace = new(TimeSpan.FromSeconds(1.0 / eventsPerSecond));
        double own = Clocks.ThreadCpuNanoseconds();
        double cpu = Clocks.ProcessCpuNanoseconds();
        long started = Stopwatch.GetTimestamp();
        int calls = (int)(eventsPerSecond * s_duration.TotalSeconds);
        for (int i = 0; i < calls; i++)
        {
            pace.Await();
            recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), 1000));
        }

        double elapsed = Clocks.NanosecondsSince(started);
        cpu = Math.Max(0, Clocks.ProcessCpuNanoseconds() - cpu - (Clocks.ThreadCpuNanoseconds() - own));
        stage.Settle();
        WrongResultException.Require(Name, "the calls applied", calls, stage.Applied(Name).Count);
        return new Sample().With(Quantity.CoreShare, 100 * cpu / elapsed).With(Quantity.ProcessCpu, cpu / calls);
    }
}
