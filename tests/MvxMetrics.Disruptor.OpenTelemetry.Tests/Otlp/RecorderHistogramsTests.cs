using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What waits of one recorder, and since when it counts.</summary>
internal sealed class RecorderHistogramsTests : OtlpFixture
{
    [Test]
    public void A_metric_that_takes_anothers_place_begins_anew()
    {
        Recorder.Register(Size());
        Record(Recorder, 5, 5);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Recorder.Register(Size());
        Record(Recorder, 50);
        provider.ForceFlush().ShouldBeTrue();
        BucketPoint[] points = [.. Receiver.Histograms("size").Select(static p => p.Point)];
        ShouldBe(points[1], 1, 50, [0, 1, 0], 50, 50);
        points[1].Start.ShouldBe(points[0].Time);
    }

    [Test]
    public void What_waits_of_a_metric_with_other_buckets_is_not_lost()
    {
        Recorder.Register(Size());
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Delta);
        Receiver.Answer = ReceiverAnswer.Refuse;
        Record(Recorder, 5);
        provider.ForceFlush().ShouldBeFalse();
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: new HistogramOptions { Bounds = [7] }));
        Record(Recorder, 50);
        Receiver.Answer = ReceiverAnswer.Take;
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("size").Select(static p => (p.Point.Sum, p.Point.Bounds.Count))
            .ShouldBe([(5.0, 2), (50.0, 1)], ignoreOrder: true);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void No_time_lies_before_the_start_when_the_clock_is_set_back(bool isDelta)
    {
        Recorder.Register(Size());
        RuntimeHistograms histograms = new(Runtime, isDelta, null);
        DateTimeOffset now = DateTimeOffset.UtcNow.AddHours(1);
        Read(histograms, 5, now);
        Read(histograms, 50, now.AddMinutes(-10));
        Read(histograms, 500, now.AddMinutes(-5));
    }

    [Test]
    public void Deltas_add_up_until_they_are_delivered_and_begin_where_the_last_ones_ended()
    {
        Recorder.Register(Size());
        RecorderHistograms histograms = new("r", Recorder, isDelta: true, defaultBounds: null);
        DateTimeOffset start = Recorder.CreatedAt;
        ReadAt(5, start.AddMinutes(1));
        ReadAt(50, start.AddMinutes(2));
        HistogramSeries waiting = histograms.Waiting.ShouldHaveSingleItem();
        (waiting.Count, waiting.Sum, histograms.StartOf(waiting), histograms.ReadAt).ShouldBe((2, 55, start, start.AddMinutes(2)));

        histograms.Delivered();
        histograms.Waiting.ShouldBeEmpty();
        histograms.Read(start.AddMinutes(3));
        histograms.Waiting.ShouldBeEmpty("nothing came");
        ReadAt(500, start.AddMinutes(4));
        waiting = histograms.Waiting.ShouldHaveSingleItem();
        (waiting.Count, waiting.Sum, histograms.StartOf(waiting)).ShouldBe((1, 500, start.AddMinutes(2)));

        void ReadAt(long amount, DateTimeOffset now)
        {
            Record(Recorder, amount);
            histograms.Read(now);
        }
    }

    [Test]
    public void Cumulative_ones_are_whole_at_every_read_whatever_was_delivered()
    {
        Recorder.Register(Size());
        RecorderHistograms histograms = new("r", Recorder, isDelta: false, defaultBounds: null);
        Record(Recorder, 5);
        histograms.Read(Recorder.CreatedAt.AddMinutes(1));
        histograms.Delivered();
        Record(Recorder, 50);
        histograms.Read(Recorder.CreatedAt.AddMinutes(2));
        HistogramSeries waiting = histograms.Waiting.ShouldHaveSingleItem();
        (waiting.Count, waiting.Sum, histograms.StartOf(waiting)).ShouldBe((2, 55, Recorder.CreatedAt));
        histograms.IsGone.ShouldBeFalse();
        histograms.LetGo();
        (histograms.IsGone, histograms.Recorder, histograms.EntityId).ShouldBe((true, null, "r"));
    }

    private void Read(RuntimeHistograms histograms, long amount, DateTimeOffset now)
    {
        Record(Recorder, amount);
        histograms.Read(now, static (_, error) => throw error);
        RecorderHistograms recorder = histograms.Recorders.ShouldHaveSingleItem();
        recorder.StartOf(recorder.Waiting.ShouldHaveSingleItem()).ShouldBeLessThanOrEqualTo(recorder.ReadAt);
        histograms.Delivered();
    }
}
