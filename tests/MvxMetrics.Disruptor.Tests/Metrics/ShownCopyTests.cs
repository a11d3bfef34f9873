using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A reader that copies only what is shown sees what one that copies everything sees, whatever its memory held before.</summary>
[TestFixture]
internal sealed class ShownCopyTests
{
    private const int Seed = 7;

    public static IEnumerable<TestCaseData> Metrics =>
    [
        Case("a histogram", static () => new Histogram<Sent>("m", Value, options: s_options)),
        Case("a histogram that clamps", static () => new Histogram<Sent>("m", Value, options: new HistogramOptions
        {
            OutOfRange = OutOfRangePolicy.Clamp,
            HighestValue = 1_000_000,
            Bounds = [10, 500_000],
        })),
        Case("a histogram split by a key", static () =>
            new HistogramBy<Sent>("m", static (in Sent e) => (int)(e.Value % 5), KeyNames.Range(3), Value, options: s_options)),
        Case("response times", static () => new ResponseTime<Sent>("m", static (in Sent e) => 0, Value, options: s_options)),
        Case("a windowed histogram", static () => new WindowedHistogram<Sent>("m", TimeSpan.FromSeconds(10), Value, options: s_options)),
        Case("a counter split by a key", static () =>
            new CounterBy<Sent>("m", static (in Sent e) => (int)(e.Value % 5), KeyNames.Range(3))),
    ];

    private static readonly HistogramOptions s_options = new() { Bounds = [0, 1, 100, 5000, 1_000_000, 3_600_000_000_000] };

    private static EventSelector<Sent, long> Value { get; } = static (in Sent e) => e.Value;

    [TestCaseSource(nameof(Metrics))]
    public void Dimensions_are_the_same(Func<Metric> make)
    {
        TestContext.Out.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Metric metric = make();
        recorder.Register(metric);
        byte[] whole = new byte[metric.StateBytes];
        byte[] shown = new byte[metric.StateBytes];

        for (int round = 0; round < 50; round++)
        {
            random.NextBytes(shown); // what another metric has left there
            metric.CopyStateTo(whole, CopyExtent.Whole);
            metric.CopyStateTo(shown, CopyExtent.Shown);
            Describe(metric, shown).ShouldBe(Describe(metric, whole), $"round {round}");

            long magnitude = 1L << random.Next(0, 45);
            for (int i = 0; i < random.Next(20); i++) recorder.RegisterEvent(new Sent(random.NextInt64(-1, magnitude)));
            loop.RunOnce();
            if (round % 10 == 9) recorder.ResetExtremes();
        }
    }

    [TestCaseSource(nameof(Metrics))]
    public void A_state_that_was_read_in_the_middle_of_a_change_is_copied_without_failing(Func<Metric> make)
    {
        Random random = new(Seed);
        Metric metric = make();
        byte[] nonsense = new byte[metric.StateBytes];
        byte[] destination = new byte[metric.StateBytes];
        for (int i = 0; i < 200; i++)
        {
            random.NextBytes(nonsense);
            Overwrite(metric, nonsense);
            metric.CopyStateTo(destination, CopyExtent.Shown);
        }
    }

    // Puts a state into a metric as a writer would, through the memory that it is copied from.
    private static void Overwrite(Metric metric, byte[] state)
    {
        const System.Reflection.BindingFlags Private = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic;
        for (Type? type = metric.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField("_cells", Private)?.GetValue(metric) is not long[] cells) continue;
            state.AsSpan(0, Math.Min(state.Length, cells.Length * sizeof(long))).CopyTo(MemoryMarshal.AsBytes(cells.AsSpan()));
        }
    }

    private static List<string> Describe(Metric metric, byte[] state)
    {
        DimensionBuffer dimensions = new();
        metric.Describe(state, new DimensionWriter(dimensions));
        return [.. Enumerable.Range(0, dimensions.Count).Select(i => $"{dimensions.NameAt(i)} {dimensions.ValueAt(i)}")];
    }

    private static TestCaseData Case(string name, Func<Metric> make) => new TestCaseData(make).SetArgDisplayNames(name);

    private readonly record struct Sent(long Value) : IMetricEvent
    {
        public static string EventType => "test.shown_copy";
    }
}
