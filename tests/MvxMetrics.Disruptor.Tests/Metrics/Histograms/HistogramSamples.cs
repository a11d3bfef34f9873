using DocumentStorageSample;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Values of known shape, the same for the same seed; and durations of real work.</summary>
internal static class HistogramSamples
{
    public const int Seed = 20240611;
    private const int Values = 100_000;

    public static IEnumerable<TestCaseData> Shapes =>
    [
        Shape("uniform", static r => r.NextInt64(0, 1_000_000)),
        Shape("log-normal", static r => (long)Math.Exp(12 + (2 * Normal(r)))),
        Shape("bimodal",
            static r => (long)Math.Max(0, r.Next(10) < 9 ? 50_000 + (5_000 * Normal(r)) : 20_000_000 + (1_000_000 * Normal(r)))),
        Shape("a single value", static _ => 123_456_789),
        Shape("small integers", static r => r.Next(7)),
    ];

    /// <summary>
    /// How long the DocumentStorage sample's own savers take, in nanoseconds, ascending: its work, on the real disk, until
    /// at least so many documents are saved.
    /// </summary>
    public static long[] DocumentSaves(int atLeast)
    {
        string folder = Directory.CreateTempSubdirectory("histogram-tests").FullName;
        try
        {
            SaveWork work = new(folder, new DocumentStorage(folder, null), Documents.Load(Repository.Root), threads: 2, Seed);
            work.Start();
            try
            {
                Eventually.ShouldBeTrue(() => work.Successes >= atLeast, "the savers have saved enough");
            }
            finally
            {
                work.Stop();
            }

            work.Successes.ShouldBe(work.CountFiles());
            return
            [
                .. work.Durations.ToSorted()
                    .SelectMany(static d => Enumerable.Repeat(d.Duration.Ticks * TimeSpan.NanosecondsPerTick, (int)d.Count)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TestCaseData Shape(string name, Func<Random, long> next)
    {
        Random random = new(Seed);
        return new TestCaseData(Enumerable.Range(0, Values).Select(_ => next(random)).ToArray()).SetArgDisplayNames(name);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
