using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures a hand-off from end to end: producers publish as fast as they are let, and the time ends when the consumer has
/// added up the last event.
/// </summary>
internal abstract class HandoffSide(string name, string included, int producers, int events)
    : Side(name, included + "; waiting for room; the consumer counts and adds up", "start and end of threads")
{
    private readonly Crew _crew = new(producers);
    private readonly int _each = events / producers;

    /// <summary>Publishes; waits for room, loses nothing. On the thread of a producer.</summary>
    protected abstract void Publish(int producer, int count);

    /// <summary>Events that the consumer has added up so far, in this round and before.</summary>
    protected abstract long AppliedCount { get; }

    /// <summary>Their sum, once the consumer is quiet.</summary>
    protected abstract long AppliedSum { get; }

    /// <summary>Before the time begins: starts what spins.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>After it has ended: stops what spins.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Makes sure that what was published is applied, where waiting alone does not.</summary>
    protected virtual void Hurry()
    {
    }

    public override Sample Round()
    {
        Begin();
        try
        {
            long before = AppliedCount;
            long sumBefore = AppliedSum;
            long expected = (long)_each * producers;
            long bytes = GC.GetTotalAllocatedBytes();
            double cpu = Clocks.ProcessCpuNanoseconds();
            long started = Stopwatch.GetTimestamp();
            _crew.Run(producer => Publish(producer, _each));
            Hurry();
            AwaitApplied(before + expected, started);
            double elapsed = Clocks.NanosecondsSince(started);
            cpu = Clocks.ProcessCpuNanoseconds() - cpu;
            bytes = GC.GetTotalAllocatedBytes() - bytes;
            WrongResultException.Require(Name, "the events applied", expected, AppliedCount - before);
            WrongResultException.Require(Name, "the sum of durations", producers * Attempts.SumOf(_each), AppliedSum - sumBefore);
            return new Sample { AllocatedBytes = bytes }
                .With(Quantity.EndToEnd, elapsed / expected)
                .With(Quantity.ProcessCpu, cpu / expected);
        }
        finally
        {
            End();
        }
    }

    public override void Dispose()
    {
        _crew.Dispose();
        base.Dispose();
    }

    private void AwaitApplied(long count, long started)
    {
        SpinWait spin = default;
        while (AppliedCount < count)
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
                throw new WrongResultException(Name, "the events applied", count, AppliedCount);
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
