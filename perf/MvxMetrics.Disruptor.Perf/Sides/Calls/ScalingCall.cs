using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// RegisterEvent over many recorders in turn, with many metrics each: what a call costs, and what the loop takes to apply an
/// event. One thread drives the loop between bursts.
/// </summary>
internal sealed class ScalingCall : Side
{
    private const int Calls = 2048;
    private const int Bursts = 400;

    private readonly MetricsEventLoop _loop = new();
    private readonly MetricsRecorder[] _recorders;
    private readonly int _metrics;
    private readonly Counter<SaveAttempt>[] _first;
    private int _next;
    private long _callsSoFar;

    public ScalingCall(string name, int recorders, int metrics)
        : base(name, "the call, and the look-up of the recorder in an array", "dispatch, which is shown by itself")
    {
        _metrics = metrics;
        _recorders = [.. Enumerable.Range(0, recorders).Select(i => _loop.CreateRecorder($"perf-{i}"))];
        _first = [.. _recorders.Select(AddMetrics)];
    }

    public override Sample Round()
    {
        double calling = 0;
        double applying = 0;
        long allocated = 0;
        for (int burst = 0; burst < Bursts; burst++)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            Burst();
            calling += Clocks.NanosecondsSince(started) - Clocks.WallCost;
            started = Stopwatch.GetTimestamp();
            int applied = _loop.RunOnce();
            applying += Clocks.NanosecondsSince(started) - Clocks.WallCost;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            WrongResultException.Require(Name, "the events applied in a pass", Calls, applied);
        }

        long calls = (long)Calls * Bursts;
        _callsSoFar += calls;
        WrongResultException.Require(Name, "the events counted by all recorders", _callsSoFar, _first.Sum(static c => c.Read().Total));
        return new Sample { AllocatedBytes = allocated }.With(Quantity.Call, calling / calls).With(Quantity.Apply, applying / calls);
    }

    public override void Dispose()
    {
        base.Dispose();
        _loop.Dispose();
    }

    private void Burst()
    {
        MetricsRecorder[] recorders = _recorders;
        int next = _next;
        for (int i = 0; i < Calls; i++)
        {
            recorders[next].RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
            if (++next == recorders.Length) next = 0;
        }

        _next = next;
    }

    private Counter<SaveAttempt> AddMetrics(MetricsRecorder recorder)
    {
        Counter<SaveAttempt> first = new("metric-0");
        recorder.Register(first);
        for (int i = 1; i < _metrics; i++) recorder.Register(new Counter<SaveAttempt>($"metric-{i}"));
        return first;
    }
}
