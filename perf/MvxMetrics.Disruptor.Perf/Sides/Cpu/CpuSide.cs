using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures what an event costs the whole process, producer and consumer together, beside work of the producer's own: the
/// processor time with events less the processor time of the same work without, both in every round.
/// </summary>
internal abstract class CpuSide<TWork>(string name, string included, int steps) : Side(name, included, "the producer's own work")
    where TWork : struct, IWork
{
    private const int Slices = 8;
    private long _callsSoFar;
    private long _state = 1;

    /// <summary>Events in a slice: so many that a slice takes some milliseconds.</summary>
    private int Events { get; } = Math.Clamp(8_000_000 / (TWork.NanosecondsOf(steps) + 10), 2_000, 400_000);

    /// <summary>Records one event of each step of the work. Not inlined with the loop around: it contains the loop.</summary>
    protected abstract long WorkAndRecord(int calls, int steps, long state);

    /// <summary>Waits until everything is applied; its cost is part of the figure.</summary>
    protected virtual void Settle()
    {
    }

    /// <summary>Checks that all calls so far have had their effect.</summary>
    protected abstract void Check(long calls, long sum);

    public override Sample Round()
    {
        double without = 0;
        double with = 0;
        double producer = 0;
        long allocated = 0;
        for (int slice = 0; slice < Slices; slice++)
        {
            double started = Clocks.ProcessCpuNanoseconds();
            double own = Clocks.ThreadCpuNanoseconds();
            _state = WorkOnly(Events, steps, _state);
            producer -= Clocks.ThreadCpuNanoseconds() - own;
            without += Clocks.ProcessCpuNanoseconds() - started;

            long bytes = GC.GetAllocatedBytesForCurrentThread();
            started = Clocks.ProcessCpuNanoseconds();
            own = Clocks.ThreadCpuNanoseconds();
            _state = WorkAndRecord(Events, steps, _state);
            producer += Clocks.ThreadCpuNanoseconds() - own;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            Settle();
            with += Clocks.ProcessCpuNanoseconds() - started;
        }

        long calls = (long)Events * Slices;
        _callsSoFar += calls;
        Check(_callsSoFar, _callsSoFar / Events * Attempts.SumOf(Events));
        return new Sample { AllocatedBytes = allocated }
            .With(Quantity.ProcessCpu, Math.Max((with - without) / calls, 0.1))
            .With(Quantity.ProducerCpu, Math.Max(producer / calls, 0.1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long WorkOnly(int calls, int steps, long state)
    {
        for (int i = 0; i < calls; i++) state = TWork.Do(steps, state);
        return state;
    }
}
