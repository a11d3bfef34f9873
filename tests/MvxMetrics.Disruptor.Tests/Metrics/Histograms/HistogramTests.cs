using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>One histogram: what it counts, what it shows, and what it does at its edges.</summary>
[TestFixture]
internal sealed class HistogramTests
{
    [Test]
    public void The_example_is_what_a_snapshot_shows()
    {
        Histogram<Tick> histogram = New("save.duration");
        for (int i = 1; i <= 1000; i++) histogram.HandleEvent(new Tick(i)).ShouldBeTrue();
        histogram.Snapshot().ToString().ShouldBe(
            "save.duration { count = 1000, sum = 500500, min = 1, max = 1000, mean = 500.5, "
            + "p50 = 501, p90 = 903, p99 = 991, p99.9 = 999, out_of_range = 0 }");
        histogram.Kind.ShouldBe(MetricKind.Histogram);
    }

    [Test]
    public void An_empty_histogram_shows_counts_only()
    {
        Histogram<Tick> histogram = New(options: new HistogramOptions { Bounds = [10] });
        histogram.Snapshot().ToString().ShouldBe("h { count = 0, sum = 0, le_10 = 0, out_of_range = 0 }");
        HistogramReading reading = Read(histogram);
        (reading.Count, reading.Sum, reading.Min, reading.Max, reading.Mean, reading.StandardDeviation).ShouldBe((0, 0, 0, 0, 0.0, 0.0));
        (reading.ValueAtPercentile(50), reading.CountAtOrBelow(5)).ShouldBe((0, 0));
        reading.Buckets.MoveNext().ShouldBeFalse();
    }

    [Test]
    public void Values_that_the_filter_leaves_out_are_not_counted()
    {
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value, static (in Tick t) => t.Value > 5);
        histogram.HandleEvent(new Tick(5)).ShouldBeFalse();
        histogram.HandleEvent(new Tick(6)).ShouldBeTrue();
        Read(histogram).Count.ShouldBe(1);
    }

    [TestCase(OutOfRangePolicy.Count)]
    [TestCase(OutOfRangePolicy.Clamp)]
    public void Values_out_of_range_are_counted_and_clamped_only_if_asked(OutOfRangePolicy policy)
    {
        Histogram<Tick> histogram = New(options: new HistogramOptions { LowestValue = 10, HighestValue = 1000, OutOfRange = policy });
        foreach (long value in (long[])[0, 1, 10, 1000, 1001, long.MaxValue, -1, long.MinValue])
            histogram.HandleEvent(new Tick(value)).ShouldBe(policy == OutOfRangePolicy.Clamp || value is >= 0 and <= 1000, $"{value}");

        HistogramReading reading = Read(histogram);
        reading.OutOfRange.ShouldBe(4);
        (reading.Count, reading.Sum, reading.Min, reading.Max)
            .ShouldBe(policy == OutOfRangePolicy.Count ? (4, 1011, 0, 1000) : (8, 3011, 0, 1000));
        SumOfBuckets(reading).ShouldBe(reading.Count);
        reading.CountAtOrBelow(7).ShouldBe(policy == OutOfRangePolicy.Count ? 2 : 4, "0 and 1 share the first bucket of 8 units");
    }

    [Test]
    public void A_sum_beyond_the_largest_long_stays_there_and_the_mean_and_differences_are_right()
    {
        Histogram<Tick> histogram = New(options: new HistogramOptions { HighestValue = long.MaxValue });
        for (int i = 0; i < 5; i++) histogram.HandleEvent(new Tick(long.MaxValue));
        HistogramReading earlier = Read(histogram);
        (earlier.Count, earlier.Sum, earlier.Max).ShouldBe((5, long.MaxValue, long.MaxValue));
        earlier.Mean.ShouldBe(long.MaxValue, tolerance: 1e4);
        earlier.StandardDeviation.ShouldBe(0);
        foreach (double percentile in (double[])[0, 50, 100]) earlier.ValueAtPercentile(percentile).ShouldBe(long.MaxValue);

        histogram.HandleEvent(new Tick(7));
        HistogramReading later = Read(histogram);
        later.Subtract(earlier);
        (later.Count, later.Sum, later.Min, later.Max, later.Mean).ShouldBe((1, 7, 7, 7, 7.0));
    }

    [Test]
    public void Bounds_count_what_lies_at_or_below()
    {
        Histogram<Tick> histogram = New(options: new HistogramOptions { Bounds = [0, 10, 100, 1000, 3_600_000_000_000], Percentiles = [] });
        for (int i = 1; i <= 1000; i++) histogram.HandleEvent(new Tick(i));
        histogram.HandleEvent(new Tick(0));
        histogram.Snapshot().ToString().ShouldEndWith(
            "le_0 = 1, le_10 = 11, le_100 = 101, le_1000 = 1001, le_3600000000000 = 1001, out_of_range = 0 }");
    }

    [Test]
    public void Extremes_that_start_anew_leave_everything_else_as_it_was()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Histogram<Tick> histogram = New();
        recorder.Register(histogram);
        foreach (long value in (long[])[10, 20, 1_000_000]) recorder.RegisterEvent(new Tick(value));
        loop.RunOnce();
        recorder.ResetExtremes();
        loop.RunOnce();
        histogram.Snapshot().ToString().ShouldBe(
            "h { count = 3, sum = 1000030, mean = 333343.3333333333, "
            + "p50 = 20, p90 = 1000000, p99 = 1000000, p99.9 = 1000000, out_of_range = 0 }");
        recorder.RegisterEvent(new Tick(500));
        loop.RunOnce();
        histogram.Snapshot().ToString().ShouldBe(
            "h { count = 4, sum = 1000530, min = 500, max = 500, mean = 250132.5, "
            + "p50 = 20, p90 = 1000000, p99 = 1000000, p99.9 = 1000000, out_of_range = 0 }");
    }

    [Test]
    public void Options_are_read_once()
    {
        long[] bounds = [1, 2];
        HistogramOptions options = new() { Bounds = bounds };
        Histogram<Tick> histogram = New(options: options);
        bounds[0] = 77;
        options.Percentiles = [];
        options.OutOfRange = OutOfRangePolicy.Clamp;
        histogram.HandleEvent(new Tick(-1));
        histogram.HandleEvent(new Tick(1));
        histogram.Snapshot().ToString().ShouldBe(
            "h { count = 1, sum = 1, min = 1, max = 1, mean = 1, "
            + "p50 = 1, p90 = 1, p99 = 1, p99.9 = 1, le_1 = 1, le_2 = 1, out_of_range = 1 }");
    }

    [Test]
    public void The_stated_bytes_are_the_bytes()
    {
        New().MemoryBytes.ShouldBe(36_560);
        new HistogramBy<Tick>("h", static (in Tick t) => 0, KeyNames.Range(3), static (in Tick t) => t.Value)
            .MemoryBytes.ShouldBe(8 + (4 * 36_560));
        new WindowedHistogram<Tick>("h", TimeSpan.FromSeconds(10), static (in Tick t) => t.Value).MemoryBytes.ShouldBe(365_608);
        new ResponseTime<Tick>("h", static (in Tick t) => 0, static (in Tick t) => t.Value).MemoryBytes.ShouldBe(73_120);
        long[] doublings = [16, 128, 1024, 16384, 131072];
        for (int digits = 1; digits <= 5; digits++)
            (Bytes(digits, 1L << 40) - Bytes(digits, 1L << 39)).ShouldBe(8 * doublings[digits - 1], $"{digits} digits");

        static long Bytes(int digits, long highest) =>
            New(options: new HistogramOptions { HighestValue = highest, SignificantDigits = digits }).MemoryBytes;
    }

    internal static long SumOfBuckets(HistogramReading reading)
    {
        long sum = 0;
        foreach (HistogramBucket bucket in reading.Buckets) sum += bucket.Count;
        return sum;
    }

    private static Histogram<Tick> New(string name = "h", HistogramOptions? options = null) =>
        new(name, static (in Tick t) => t.Value, options: options);

    private static HistogramReading Read(Histogram<Tick> histogram)
    {
        HistogramReading reading = new();
        histogram.Read(reading);
        return reading;
    }
}
