using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Measures what it takes to take one value in, over and over the same log-normal durations.</summary>
internal abstract class ApplySide(string name, string included)
    : Side(name, included, "the producer's call and the hand-over to the loop, on our side; collection on the peers'")
{
    private const int Values = 1024;
    private const int MostPasses = 4000;
    private const double EnoughNanoseconds = 8_000_000;
    private const int Seed = 1;
    private int _passes = 8;
    private long _passesSoFar;

    /// <summary>The values in the form of events: keys 0 to 3, and durations around 3 µs.</summary>
    protected static SaveAttempt[] Events { get; } = LogNormal();

    /// <summary>Takes all events in once.</summary>
    protected abstract void Pass();

    /// <summary>Values taken in so far.</summary>
    protected abstract long Count { get; }

    public override Sample Round()
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        for (int pass = 0; pass < _passes; pass++) Pass();
        double nanoseconds = Clocks.NanosecondsSince(started);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        _passesSoFar += _passes;
        WrongResultException.Require(Name, "the values counted", _passesSoFar * Values, Count);
        Sample sample = new Sample { AllocatedBytes = bytes }.With(Quantity.Apply, nanoseconds / _passes / Values);
        if (nanoseconds < EnoughNanoseconds && _passes < MostPasses) _passes *= 2; // while warming up
        return sample;
    }

    private static SaveAttempt[] LogNormal()
    {
        Random random = new(Seed);
        return
        [
            .. Enumerable.Range(0, Values)
                .Select(_ => new SaveAttempt(random.Next(Attempts.Outcomes), (long)Math.Exp(8 + Normal(random)))),
        ];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
