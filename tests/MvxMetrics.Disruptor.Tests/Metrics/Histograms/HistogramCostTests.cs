using System.Diagnostics;
using System.Runtime.CompilerServices;
using HdrHistogram;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What recording a value costs beside HdrHistogram. Explicit: a time on a busy machine proves nothing by itself.</summary>
[TestFixture]
[NonParallelizable]
[Explicit("measures time")]
internal sealed class HistogramCostTests
{
    private const int Rounds = 400;
    private const int Values = 1 << 16;
    private const int Laps = 4;

    [TestCase(2)]
    [TestCase(3)]
    public void Recording_costs_at_most_what_HdrHistogram_takes(int digits)
    {
        Random random = new(HistogramSamples.Seed);
        Tick[] events = [.. Enumerable.Range(0, Values).Select(_ => new Tick((long)Math.Exp(8 + (10 * random.NextDouble()))))];
        HistogramOptions options = new() { SignificantDigits = digits };
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value, options: options);
        HistogramBy<Tick> by = new(
            "b", static (in Tick t) => (int)t.Value & 3, KeyNames.Range(4), static (in Tick t) => t.Value, options: options);
        WindowedHistogram<Tick> window = new("w", TimeSpan.FromSeconds(10), static (in Tick t) => t.Value, options: options);
        ResponseTime<Tick> times = new("t", static (in Tick _) => 0, static (in Tick t) => t.Value, options: options);
        LongHistogram hdr = new(1, options.HighestValue, digits);

        // Interleaved, and the least of many: what the neighbours take is in none of them.
        double[] least = [.. Enumerable.Repeat(double.MaxValue, 5)];
        for (int round = 0; round < Rounds; round++)
        {
            least[0] = Math.Min(least[0], Nanoseconds(hdr, events));
            least[1] = Math.Min(least[1], Nanoseconds(histogram, events));
            least[2] = Math.Min(least[2], Nanoseconds(by, events));
            least[3] = Math.Min(least[3], Nanoseconds(window, events));
            least[4] = Math.Min(least[4], Nanoseconds(times, events));
        }

        TestContext.Out.WriteLine(
            $"{digits} digits, ns a value: HdrHistogram {least[0]:0.00}, Histogram {least[1]:0.00}, HistogramBy {least[2]:0.00}, "
            + $"WindowedHistogram {least[3]:0.00}, ResponseTime {least[4]:0.00} (two values)");
        least[1].ShouldBeLessThanOrEqualTo(least[0]);
    }

    [Test]
    public void What_reading_costs()
    {
        using MetricsEventLoop loop = new();
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value);
        HistogramBy<Tick> by = new("b", static (in Tick t) => (int)t.Value & 3, KeyNames.Range(4), static (in Tick t) => t.Value);
        WindowedHistogram<Tick> window = new("w", TimeSpan.FromSeconds(10), static (in Tick t) => t.Value);
        SnapshotBaseline[] baselines = [new(), new(), new()];
        MetricsRecorder[] recorders = [.. ((Metric[])[histogram, by, window]).Select((metric, i) =>
        {
            MetricsRecorder recorder = loop.CreateRecorder($"r{i}");
            recorder.Register(metric);
            for (int n = 1; n <= 4000; n++) recorder.RegisterEvent(new Tick(n * 1000));
            loop.RunOnce();
            return recorder;
        })];
        HistogramReading reading = new();
        NoReader reader = default;
        int turn = 0;
        (string Name, Action Read)[] reads =
        [
            ("Histogram.Read", () => histogram.Read(reading)),
            ("HistogramBy.Read", () => by.Read(1, reading)),
            ("WindowedHistogram.Read", () => window.Read(reading)),
            ("ValueAtPercentile", () => reading.ValueAtPercentile(99.99)),
            ("StandardDeviation", () => _ = reading.StandardDeviation),
            ("Histogram snapshot", () => recorders[0].ReadSnapshots(ref reader)),
            ("HistogramBy snapshot", () => recorders[1].ReadSnapshots(ref reader)),
            ("WindowedHistogram snapshot", () => recorders[2].ReadSnapshots(ref reader)),
            ("Histogram snapshot since a baseline", () => recorders[0].ReadSnapshots(ref reader, baselines[0])),
            ("a slice begins", () => window.OnTimer(TimeSpan.FromSeconds(++turn))),
        ];
        foreach ((string name, Action read) in reads)
        {
            double least = double.MaxValue;
            for (int round = 0; round < 3000; round++)
            {
                long started = Stopwatch.GetTimestamp();
                read();
                least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            }

            TestContext.Out.WriteLine($"{name}: {least:0.00} us");
        }
    }

    private readonly struct NoReader : ISnapshotReader
    {
        public void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Nanoseconds(LongHistogram histogram, Tick[] events)
    {
        long started = Stopwatch.GetTimestamp();
        for (int lap = 0; lap < Laps; lap++)
            foreach (ref readonly Tick tick in events.AsSpan()) histogram.RecordValue(tick.Value);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / (Laps * events.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Nanoseconds(IMetricEventHandler<Tick> histogram, Tick[] events)
    {
        long started = Stopwatch.GetTimestamp();
        for (int lap = 0; lap < Laps; lap++)
            foreach (ref readonly Tick tick in events.AsSpan()) histogram.HandleEvent(in tick);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / (Laps * events.Length);
    }
}
