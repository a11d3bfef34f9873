using System.Diagnostics;
using MathNet.Numerics.Statistics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures what recording one event an order adds to a matching engine: the same engine with and without, in slices that alternate
/// within a round; the median of their differences, since a slice that the machine takes away would decide a mean. Each slice has a
/// run-up that is not measured: caches are warm, and a consumer has found its rhythm and has caught up. Wall time counts whatever takes
/// the thread's core away, a woken consumer or another process; the thread's own processor time does not.
/// </summary>
internal abstract class LoopSide(string name, string included, string excluded, BookSize size)
    : Side(name, included, excluded + "; the matching itself")
{
    private const int Slices = 4;
    private readonly OrderBook _book = SharedBooks.Of(size);
    private readonly int _orders = size == BookSize.Deep ? 100_000 : 400_000; // some 30 ms: several times what fits a lane
    private readonly long _sumOfSlice = SumOf(size == BookSize.Deep ? 100_000 : 400_000);
    private long _allocated;
    private long _lost;

    /// <summary>Matches so many orders and records one event of each.</summary>
    protected abstract void Drive(OrderBook book, int orders);

    /// <summary>Before a slice with recording: starts what would disturb the others if it ran all the time.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Waits until everything is applied; its processor time is part of the figure, its wall time is not.</summary>
    protected virtual void Settle()
    {
    }

    /// <summary>Checks that so many events more have had their effect, or were lost; how many were.</summary>
    protected abstract long Lost(long events, long sum);

    /// <summary>After a slice with recording.</summary>
    protected virtual void End()
    {
    }

    /// <summary>What the measured slices of a round have taken.</summary>
    protected virtual Sample Report(Sample sample, double bareNanoseconds, double lostPerMille) => sample;

    public override Sample Round()
    {
        (_allocated, _lost) = (0, 0);
        double[] wall = new double[Slices];
        double[] cpu = new double[Slices];
        double[] own = new double[Slices];
        double[] bare = new double[Slices];
        for (int slice = 0; slice < Slices; slice++)
        {
            bool isBareFirst = slice % 2 == 0;
            Cost with = isBareFirst ? default : Recording();
            Cost without = Matching();
            if (isBareFirst) with = Recording();
            wall[slice] = (with.Wall - without.Wall) / _orders;
            cpu[slice] = (with.Cpu - without.Cpu) / _orders;
            own[slice] = (with.Own - without.Own) / _orders;
            bare[slice] = without.Wall / _orders;
        }

        Sample sample = new Sample { AllocatedBytes = _allocated }
            .With(Quantity.WallAdded, AtLeast(wall.Median()))
            .With(Quantity.CpuAdded, AtLeast(cpu.Median()))
            .With(Quantity.ProducerCpu, AtLeast(own.Median()));
        return Report(sample, bare.Median(), 1000.0 * _lost / (2 * _orders * Slices));
    }

    /// <summary>The least that is told of a difference: at most noise, and ratios stay finite.</summary>
    protected virtual double AtLeast(double nanoseconds) => Math.Max(nanoseconds, 0.1);

    private static long SumOf(int orders) => 2 * Attempts.SumOf(orders);

    private Cost Matching()
    {
        Nowhere nowhere = default;
        _book.Run(_orders, ref nowhere);
        double cpu = Clocks.ProcessCpuNanoseconds();
        double own = Clocks.ThreadCpuNanoseconds();
        long started = Stopwatch.GetTimestamp();
        _book.Run(_orders, ref nowhere);
        double wall = Clocks.NanosecondsSince(started);
        own = Clocks.ThreadCpuNanoseconds() - own;
        return new Cost(wall, Clocks.ProcessCpuNanoseconds() - cpu, own);
    }

    private Cost Recording()
    {
        Begin();
        try
        {
            Drive(_book, _orders);
            Settle();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            double cpu = Clocks.ProcessCpuNanoseconds();
            double own = Clocks.ThreadCpuNanoseconds();
            long started = Stopwatch.GetTimestamp();
            Drive(_book, _orders);
            double wall = Clocks.NanosecondsSince(started);
            own = Clocks.ThreadCpuNanoseconds() - own;
            _allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            Settle();
            cpu = Clocks.ProcessCpuNanoseconds() - cpu;
            _lost += Lost(2L * _orders, _sumOfSlice);
            return new Cost(wall, cpu, own);
        }
        finally
        {
            End();
        }
    }

    private readonly record struct Cost(double Wall, double Cpu, double Own);

    /// <summary>Records nothing.</summary>
    protected readonly struct Nowhere : IEventSink
    {
        public void Record(int outcome, long nanoseconds)
        {
        }
    }
}
