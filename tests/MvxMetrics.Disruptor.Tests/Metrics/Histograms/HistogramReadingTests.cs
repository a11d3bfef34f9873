using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Readings: merged and subtracted exactly; since a baseline, every reader gets every increment once.</summary>
[TestFixture]
internal sealed class HistogramReadingTests : RuntimeFixture
{
    private static readonly Gen<long[]> s_values = Gen.Long[-10, 2_000_000].Array[0, 50];

    [Test]
    public void Merged_readings_are_what_one_histogram_of_all_values_is() =>
        Gen.Select(s_values, s_values).Sample(static (left, right) =>
        {
            HistogramReading merged = Of(left);
            merged.Add(Of(right));
            ShouldBeSame(merged, Of([.. left, .. right]));
        });

    [Test]
    public void What_is_left_of_a_later_reading_is_what_came_since() =>
        Gen.Select(s_values, s_values).Sample(static (first, second) =>
        {
            HistogramReading difference = Of([.. first, .. second]);
            difference.Subtract(Of(first));
            HistogramReading exact = Of(second);
            (difference.Count, difference.Sum, difference.OutOfRange, difference.Mean)
                .ShouldBe((exact.Count, exact.Sum, exact.OutOfRange, exact.Mean));
            Buckets(difference).ShouldBe(Buckets(exact));
            if (exact.Count == 0)
            {
                (difference.Min, difference.Max).ShouldBe((0, 0));
                return;
            }

            // As precise as the bucket, and exact where a record was broken.
            long[] before = [.. first.Where(static v => v is >= 0 and <= 1_000_000)];
            difference.Min.ShouldBeInRange(exact.Min - (exact.Min / 100), exact.Min);
            difference.Max.ShouldBeInRange(exact.Max, exact.Max + (exact.Max / 100));
            if (before.Length == 0 || exact.Min < before.Min()) difference.Min.ShouldBe(exact.Min);
            if (before.Length == 0 || exact.Max > before.Max()) difference.Max.ShouldBe(exact.Max);
        });

    [Test]
    public void A_new_reading_takes_the_scale_of_what_is_added_and_another_scale_is_refused()
    {
        HistogramReading reading = new();
        reading.Add(new HistogramReading());
        reading.Subtract(new HistogramReading());
        reading.Add(Of([5]));
        reading.Add(reading);
        (reading.Count, reading.Sum).ShouldBe((2, 10));
        reading.Subtract(reading);
        (reading.Count, reading.Sum, reading.Min, reading.Max).ShouldBe((0, 0, 0, 0));
    }

    [Test]
    public void A_new_reading_taken_away_leaves_all_values_and_their_extremes_whenever_these_were_started_anew()
    {
        Histogram<Point> histogram = new("h", static (in Point p) => p.Amount);
        using MetricStage stage = new(histogram);
        stage.Send(new Point(Amount: 3), new Point(Amount: 900));
        stage.Recorder.ResetExtremes();
        stage.Send(new Point(Amount: 70));
        HistogramReading reading = new();
        histogram.Read(reading);
        (reading.Min, reading.Max).ShouldBe((70, 70));
        reading.Subtract(new HistogramReading());
        (reading.Count, reading.Min, reading.Max).ShouldBe((3, 3, 900));
    }

    [Test]
    public void A_new_reading_from_which_nothing_can_be_taken_stays_new()
    {
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value);
        Histogram<Tick> other = new("o", static (in Tick t) => t.Value, options: new HistogramOptions { SignificantDigits = 1 });
        histogram.HandleEvent(new Tick(5));
        other.HandleEvent(new Tick(7));
        HistogramReading full = new();
        histogram.Read(full);
        HistogramReading reading = new();
        Should.Throw<ArgumentException>(() => reading.Subtract(full));
        HistogramReading otherFull = new();
        other.Read(otherFull);
        reading.Add(otherFull);
        reading.Count.ShouldBe(1);
    }

    [Test]
    public void A_reading_is_reusable_for_other_scales()
    {
        Histogram<Tick> small = new(
            "s", static (in Tick t) => t.Value, options: new HistogramOptions { HighestValue = 100, SignificantDigits = 1 });
        Histogram<Tick> large = new("l", static (in Tick t) => t.Value);
        small.HandleEvent(new Tick(7));
        large.HandleEvent(new Tick(1_000_000));
        HistogramReading reading = new();
        foreach ((Histogram<Tick> histogram, long value) in (ReadOnlySpan<(Histogram<Tick>, long)>)
        [
            (small, 7), (large, 1_000_000), (small, 7),
        ])
        {
            histogram.Read(reading);
            (reading.Count, reading.Sum, reading.ValueAtPercentile(50)).ShouldBe((1, value, value));
            Buckets(reading).Length.ShouldBe(1);
        }
    }

    [Test]
    public void Two_readers_with_baselines_of_their_own_get_every_increment_exactly_once_while_events_flow()
    {
        const int Events = 200_000;
        HistogramOptions options = new() { Bounds = [100, 1000], HighestValue = 1500 };
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Histogram<Tick>("h", static (in Tick t) => t.Value, options: options));
        recorder.Register(new HistogramBy<Tick>(
            "by", static (in Tick t) => (int)(t.Value % 3), KeyNames.Range(2), static (in Tick t) => t.Value, options: options));
        int finished = 0;

        Producers.Run(3, thread =>
        {
            if (thread == 0)
            {
                SpinWait spin = default;
                for (int i = 0; i < Events; i++)
                    while (!recorder.TryRegisterEvent(new Tick(i % 2000))) spin.SpinOnce();
                Flush();
                Volatile.Write(ref finished, 1);
                return;
            }

            SnapshotBaseline seen = new();
            Dictionary<string, long> totals = [];
            for (bool last = false; !last;)
            {
                last = Volatile.Read(ref finished) == 1;
                IReadOnlyDictionary<string, MetricSnapshot> since = recorder.GetMetricSnapshots(seen);
                foreach (MetricSnapshot metric in since.Values)
                    foreach ((string name, MetricValue value) in metric.Dimensions)
                        totals[$"{metric.Name}.{name}"] = totals.GetValueOrDefault($"{metric.Name}.{name}") + value.ToInt64();
            }

            long[] values = [.. Enumerable.Range(0, Events).Select(static i => (long)i % 2000)];
            long[] inRange = [.. values.Where(static v => v <= 1500)];
            totals["h.count"].ShouldBe(inRange.Length);
            totals["h.sum"].ShouldBe(inRange.Sum());
            totals["h.out_of_range"].ShouldBe(Events - inRange.Length);
            totals["h.le_100"].ShouldBe(values.Count(static v => v <= 100));
            totals["h.le_1000"].ShouldBe(values.Count(static v => v <= 1003), "the bucket of 1000 ends at 1003");
            totals["by.count"].ShouldBe(inRange.Length);
            totals["by.0.sum"].ShouldBe(inRange.Where(static v => v % 3 == 0).Sum());
            totals["by.1.count"].ShouldBe(inRange.Count(static v => v % 3 == 1));
            totals["by.others.count"].ShouldBe(inRange.Count(static v => v % 3 == 2));
        });
    }

    private static HistogramReading Of(long[] values)
    {
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value, options: new HistogramOptions { HighestValue = 1_000_000 });
        foreach (long value in values) histogram.HandleEvent(new Tick(value));
        HistogramReading reading = new();
        histogram.Read(reading);
        return reading;
    }

    private static string[] Buckets(HistogramReading reading)
    {
        List<string> buckets = [];
        foreach (HistogramBucket bucket in reading.Buckets) buckets.Add(bucket.ToString());
        return [.. buckets];
    }

    private static void ShouldBeSame(HistogramReading left, HistogramReading right)
    {
        (left.Count, left.Sum, left.Min, left.Max, left.OutOfRange)
            .ShouldBe((right.Count, right.Sum, right.Min, right.Max, right.OutOfRange));
        Buckets(left).ShouldBe(Buckets(right));
        left.StandardDeviation.ShouldBe(right.StandardDeviation);
    }
}
