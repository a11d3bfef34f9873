using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures what calls cost the threads that make them, in bursts; what happens between two bursts is not measured. One
/// thread: the wall clock. Several: each thread's own processor time, since with fewer cores than threads the wall clock
/// measures the scheduler. The mean over all bursts of a round, less what the clock costs.
/// </summary>
internal abstract class CallSide(string name, string included, string excluded, int threads) : Side(name, included, excluded)
{
    /// <summary>Calls in a burst: a twentieth of a default lane, so that nothing is dropped.</summary>
    protected const int Calls = 2048;

    private const double EnoughNanoseconds = 10_000_000;
    private readonly Crew? _crew = threads > 1 ? new Crew(threads) : null;
    private readonly double[] _nanoseconds = new double[threads];
    private readonly long[] _allocated = new long[threads];
    private int _bursts = 16;
    private long _callsSoFar;

    /// <summary>Bursts of a round at most.</summary>
    protected virtual int MostBursts => 8192;

    protected int Threads => threads;

    /// <summary>Makes the calls. Measured; on the thread of the worker.</summary>
    protected abstract void Burst(int worker, int calls);

    /// <summary>After each burst, on the thread of the worker. Not measured.</summary>
    protected virtual void Settle()
    {
    }

    /// <summary>Checks that all calls so far have had their effect.</summary>
    protected abstract void Check(long calls, long sum);

    public override Sample Round()
    {
        if (_crew is null) Work(0);
        else _crew.Run(Work);

        long calls = (long)_bursts * Calls * threads;
        _callsSoFar += calls;
        Check(_callsSoFar, _callsSoFar / Calls * Attempts.SumOf(Calls));
        double total = _nanoseconds.Sum();
        if (total < EnoughNanoseconds && _bursts * 4 <= MostBursts) _bursts *= 4; // while warming up
        return new Sample { AllocatedBytes = _allocated.Sum() }.With(Quantity.Call, Math.Max(total / calls, 0.001));
    }

    public override void Dispose()
    {
        _crew?.Dispose();
        base.Dispose();
    }

    private void Work(int worker)
    {
        bool useThreadClock = _crew is not null && Clocks.HasThreadCpu;
        double cost = useThreadClock ? Clocks.ThreadCpuCost : Clocks.WallCost;
        double nanoseconds = 0;
        long allocated = 0;
        for (int burst = 0; burst < _bursts; burst++)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long started = useThreadClock ? Clocks.ThreadCpuNanoseconds() : Stopwatch.GetTimestamp();
            Burst(worker, Calls);
            nanoseconds += (useThreadClock ? Clocks.ThreadCpuNanoseconds() - started : Clocks.NanosecondsSince(started)) - cost;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            Settle();
        }

        _nanoseconds[worker] = nanoseconds;
        _allocated[worker] = allocated;
    }
}
