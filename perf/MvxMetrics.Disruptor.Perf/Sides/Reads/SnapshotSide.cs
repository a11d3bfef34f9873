using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures one read of four metrics, a histogram among them: quiet, or while another thread records without a pause. The
/// values are log-normal around 20 µs, as durations are.
/// </summary>
internal abstract class SnapshotSide(string name, string included, string excluded, bool isBusy) : Side(name, included, excluded)
{
    private const int Reads = 2000;
    private const int Seed = 20240611;

    private long _recorded;

    /// <summary>What is recorded, in this order, over and over.</summary>
    protected static long[] Values { get; } = LogNormal(4096);

    /// <summary>Records one value with all four metrics.</summary>
    protected abstract void Record(int outcome, long value);

    /// <summary>Waits until what was recorded can be read.</summary>
    protected virtual void Settle()
    {
    }

    /// <summary>Reads all four metrics, and tells how many values they have counted.</summary>
    protected abstract long Read();

    public override Sample Round()
    {
        using CancellationTokenSource stop = new();
        Thread? producer = isBusy ? Produce(stop.Token) : null;
        for (int i = 0; i < Values.Length && !isBusy; i++) Record(Attempts.OutcomeOf(i), Values[i]);

        Settle();
        long count = Read();
        if (!isBusy) WrongResultException.Require(Name, "the values counted", _recorded += Values.Length, count);
        long bytes = GC.GetTotalAllocatedBytes(precise: true); // otherwise in steps of what threads take at once
        double nanoseconds = 0;
        for (int i = 0; i < Reads; i++)
        {
            long started = Stopwatch.GetTimestamp();
            long now = Read();
            nanoseconds += Clocks.NanosecondsSince(started) - Clocks.WallCost;
            if (now < count || (!isBusy && now != count)) throw new WrongResultException(Name, "the values counted", count, now);
            count = now;
        }

        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        stop.Cancel();
        producer?.Join();
        if (count == 0) throw new WrongResultException(Name, "the values counted", Values.Length, count);
        return new Sample { AllocatedBytes = bytes }.With(Quantity.Call, nanoseconds / Reads);
    }

    private Thread Produce(CancellationToken stop)
    {
        using ManualResetEventSlim started = new();
        Thread thread = new(() =>
        {
            for (int i = 0; i < Values.Length || !stop.IsCancellationRequested; i++)
            {
                Record(Attempts.OutcomeOf(i), Values[i % Values.Length]);
                if (i == 1000) started.Set();
            }
        });
        thread.Start();
        started.Wait(CancellationToken.None);
        return thread;
    }

    private static long[] LogNormal(int count)
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => (long)Math.Exp(10 + Normal(random)))];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
