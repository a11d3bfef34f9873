using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Recorders that come and go, and what becomes of their histograms.</summary>
internal sealed class RuntimeHistogramsTests : OtlpFixture
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

    [Test]
    public void Each_recorder_that_cannot_be_read_is_named_and_the_others_are_read()
    {
        Recorder.Register(Size());
        Runtime.CreateRecorder("bad").Register(new ThrowingMetric());
        Record(Recorder, 5);
        RuntimeHistograms histograms = new(Runtime, isDelta: true, bounds: null);
        List<(string, Exception)> failed = [];
        histograms.Read(DateTimeOffset.UtcNow, (id, error) => failed.Add((id, error)));
        (string id, Exception error) = failed.ShouldHaveSingleItem();
        id.ShouldBe("bad");
        error.ShouldBeOfType<DivideByZeroException>();
        histograms.Recorders.Select(static r => (r.Id, r.Waiting.Count())).ShouldBe([("r", 1), ("bad", 0)], ignoreOrder: true);

        histograms.Delivered();
        histograms.Read(DateTimeOffset.UtcNow, (id, error) => failed.Add((id, error)));
        failed.Count.ShouldBe(2, "it is asked again");
        histograms.Recorders.ShouldAllBe(static r => !r.Waiting.Any());
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
}
