using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Recorders and metrics that come and go, and what becomes of their histograms.</summary>
internal sealed class OtlpRecorderTests : OtlpFixture
{
    [Test]
    public void A_removed_recorder_has_no_more_cumulative_points_and_its_successor_a_later_start()
    {
        Recorder.Register(Size());
        Record(Recorder, 5);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Runtime.StopAndRemoveRecorder("r");
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("size").Count.ShouldBe(1);

        MetricsRecorder successor = Runtime.CreateRecorder("r");
        successor.Register(Size());
        Record(successor, 50);
        provider.ForceFlush().ShouldBeTrue();
        BucketPoint[] points = [.. Receiver.Histograms("size").Select(static p => p.Point)];
        ShouldBe(points[1], 1, 50, [0, 1, 0], 50, 50);
        points[1].Start.ShouldBeGreaterThan(points[0].Start);
    }

    [Test]
    public void A_removed_recorder_sends_its_last_delta_and_then_no_more()
    {
        Recorder.Register(Size());
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Delta);
        Record(Recorder, 5);
        provider.ForceFlush().ShouldBeTrue();
        Record(Recorder, 50);
        Runtime.StopAndRemoveRecorder("r");
        MetricsRecorder successor = Runtime.CreateRecorder("r");
        successor.Register(Size());
        Record(successor, 500);

        Receiver.Answer = ReceiverAnswer.Refuse;
        provider.ForceFlush().ShouldBeFalse();
        Receiver.Answer = ReceiverAnswer.Take;
        provider.ForceFlush().ShouldBeTrue();
        provider.ForceFlush().ShouldBeTrue();

        BucketPoint[] points = [.. Receiver.Histograms("size").Select(static p => p.Point)];
        points.Select(static p => p.Sum).ShouldBe([5.0, 50, 500]);
        points[1].Time.ShouldBe(points[2].Start, "the successor begins where its predecessor ends");
        points[1].Start.ShouldBe(points[0].Time);
    }

    [TestCase(MetricReaderTemporalityPreference.Delta, 50)]
    [TestCase(MetricReaderTemporalityPreference.Cumulative, 55)]
    public void The_last_values_are_sent_after_the_runtime_was_shut_down(MetricReaderTemporalityPreference temporality, double last)
    {
        Recorder.Register(Size());
        MeterProvider provider = Provider(temporality);
        Record(Recorder, 5);
        provider.ForceFlush().ShouldBeTrue();
        Record(Recorder, 50);
        Runtime.Dispose();
        provider.Dispose();
        Receiver.Histograms("size").Select(static p => p.Point.Sum).ShouldBe([5.0, last]);
    }

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

    [Test]
    public void A_metric_that_cannot_be_read_delays_its_recorder_and_doubles_nothing()
    {
        ThrowingMetric broken = new();
        Recorder.Register(Size());
        Recorder.Register(broken);
        MetricsRecorder whole = Runtime.CreateRecorder("whole");
        whole.Register(Size());
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Delta);
        Record(Recorder, 5);
        Record(whole, 50);
        provider.ForceFlush().ShouldBeTrue();
        provider.ForceFlush().ShouldBeTrue();
        broken.Throws = false;
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("size", "recorder=whole").Select(static p => p.Point.Sum).ShouldBe([50.0]);
        Receiver.Histograms("size", "recorder=r").Select(static p => p.Point.Sum).ShouldBe([5.0]);
    }

    [Test]
    public void Keys_and_parts_are_attributes_and_recorders_of_one_entity_keep_their_ids()
    {
        Recorder.Register(new HistogramBy<Point>(
            "by", static (in Point p) => (int)p.Key, KeyNames.Range(2), static (in Point p) => p.Amount, options: TenAndHundred));
        MetricsRecorder other = Runtime.CreateRecorder("other", new RecorderOptions { EntityId = "disk" });
        other.Register(new ResponseTime<Point>(
            "time", static (in Point p) => 0, static (in Point p) => p.Amount, static (in Point p) => -p.Amount, options: TenAndHundred));
        Recorder.RegisterEvent(new Point(Key: 1, Amount: 5)).ShouldBeTrue();
        Record(other, 1);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("by").ShouldHaveSingleItem().Point.Attributes.Select(OtlpReceiver.Text).ShouldBe(["recorder=r", "key=1"]);
        Receiver.Histograms("time", "key=service").ShouldHaveSingleItem().Point.Attributes.Select(OtlpReceiver.Text)
            .ShouldBe(["recorder=disk", "recorder.id=other", "key=service"]);
        Receiver.Histograms("time", "key=response").ShouldHaveSingleItem().Point.Sum.ShouldBe(
            2 * Receiver.Histograms("time", "key=service")[0].Point.Sum);
        Receiver.Histograms("by")[0].Point.Bounds.ShouldBe([10, 100]);
    }

    [Test]
    public void Windows_are_not_histograms()
    {
        Recorder.Register(new WindowedHistogram<Point>("window", TimeSpan.FromHours(1), static (in Point p) => p.Amount));
        Record(Recorder, 5);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Taken.ShouldBeEmpty();
    }

    [Test]
    public void Without_bounds_of_its_own_a_metric_gets_those_of_the_options_or_decades()
    {
        Recorder.Register(new Histogram<Point>("own", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.Register(new Histogram<Point>(
            "none", static (in Point p) => p.Amount, options: new HistogramOptions { HighestValue = 300 }));
        Record(Recorder, 5, 250);
        using (MeterProvider decades = Provider(MetricReaderTemporalityPreference.Cumulative)) decades.ForceFlush().ShouldBeTrue();
        using (MeterProvider chosen = Provider(MetricReaderTemporalityPreference.Cumulative, static o => o.Bounds = [200]))
            chosen.ForceFlush().ShouldBeTrue();

        Receiver.Histograms("none")[0].Point.Bounds.ShouldBe([1, 2, 5, 10, 20, 50, 100, 200]);
        ShouldBe(Receiver.Histograms("none")[0].Point, 2, 255, [0, 0, 1, 0, 0, 0, 0, 0, 1], 5, 250);
        Receiver.Histograms("none").Select(static p => p.Point.Bounds.Count).Distinct().ShouldBe([8, 1]);
        Receiver.Histograms("own").ShouldAllBe(static p => p.Point.Bounds.Count == 2);
    }

    [Test]
    public void An_awkward_name_becomes_an_allowed_one_and_stays_an_attribute()
    {
        Recorder.Register(new Histogram<Point>("größe (By)", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("gr__e__By_").ShouldHaveSingleItem().Point.Attributes.Select(OtlpReceiver.Text)
            .ShouldBe(["recorder=r", "metric=größe (By)"]);
    }

    [Test]
    public void Extremes_that_nobody_knows_are_left_out()
    {
        Recorder.Register(Size());
        Record(Recorder, 5);
        Recorder.ResetExtremes();
        Runtime.Flush(Patience).ShouldBeTrue();
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        ShouldBe(Receiver.Histograms("size")[0].Point, 1, 5, [1, 0, 0], null, null);
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
    public void A_removed_recorder_is_let_go_while_its_last_delta_waits()
    {
        WeakReference removed = AddAndRemove(out MeterProvider provider);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        removed.IsAlive.ShouldBeFalse();

        Receiver.Answer = ReceiverAnswer.Take;
        provider.Dispose();
        Receiver.Histograms("size").Select(static p => p.Point.Sum).ShouldBe([50.0]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference AddAndRemove(out MeterProvider provider)
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("short");
        recorder.Register(Size());
        Receiver.Answer = ReceiverAnswer.Refuse;
        provider = Provider(MetricReaderTemporalityPreference.Delta);
        provider.ForceFlush();
        Record(recorder, 50);
        Runtime.StopAndRemoveRecorder("short");
        provider.ForceFlush().ShouldBeFalse();
        return new WeakReference(recorder);
    }

    private void Read(RuntimeHistograms histograms, long amount, DateTimeOffset now)
    {
        Record(Recorder, amount);
        histograms.Read(now, static (_, error) => throw error);
        RecorderHistograms recorder = histograms.Recorders.ShouldHaveSingleItem();
        recorder.StartOf(recorder.Waiting.ShouldHaveSingleItem()).ShouldBeLessThanOrEqualTo(recorder.ReadAt);
        histograms.Delivered();
    }

    private static Histogram<Point> Size() => new("size", static (in Point p) => p.Amount, options: TenAndHundred);

    private MeterProvider Provider(MetricReaderTemporalityPreference temporality, Action<OtlpHistogramOptions>? configure = null) =>
        Provider(OtlpExportProtocol.HttpProtobuf, temporality, configure: configure);
}
