using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Measures how much of a core a runtime takes that nobody gives an event.</summary>
internal sealed class IdleSide(string name, WaitStrategy waitStrategy, TimeSpan duration)
    : Side(name, "all threads of the process", "start-up and shutdown")
{
    public override Sample Round()
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = waitStrategy } });
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("perf");
        recorder.RegisterEvent(new SaveAttempt(0, 1000));
        if (!runtime.Flush(TimeSpan.FromSeconds(10))) throw new TimeoutException("The runtime did not catch up.");

        double cpu = Clocks.ProcessCpuNanoseconds();
        long started = Stopwatch.GetTimestamp();
        Thread.Sleep(duration);
        double elapsed = Clocks.NanosecondsSince(started);
        cpu = Clocks.ProcessCpuNanoseconds() - cpu;
        WrongResultException.Require(Name, "the events applied", 1, runtime.Statistics.Processed);
        return new Sample().With(Quantity.CoreShare, 100 * cpu / elapsed);
    }
}
