using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>RegisterEvent and a runtime with default options, which applies the events to both metrics.</summary>
internal sealed class OurCpu<TWork>(string name, int steps, MetricsRuntimeOptions? options = null)
    : CpuSide<TWork>(
        name,
        "RegisterEvent, the loop, both metrics, waiting for room, the last flush; consumer beside, asleep while lanes fill",
        steps)
    where TWork : struct, IWork
{
    private readonly Stage _stage = Stage.Live(
        options, new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.FromSeconds(30) });

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected override long WorkAndRecord(int calls, int steps, long state)
    {
        MetricsRecorder recorder = _stage.Recorder;
        for (int i = 0; i < calls; i++)
        {
            state = TWork.Do(steps, state);
            recorder.RegisterEvent(new SaveAttempt(TWork.OutcomeOf(i, state), Attempts.DurationOf(i)));
        }

        return state;
    }

    protected override void Settle() => _stage.Settle();

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _stage.Applied(Name));

    public override void Dispose()
    {
        base.Dispose();
        _stage.Dispose();
    }
}
