using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>An application's own metrics: their extremes start anew with all others, between the same two events.</content>
internal sealed partial class MetricTests
{
    [Test]
    public void Metrics_of_a_state_and_of_cells_start_their_extremes_anew_with_the_built_in_ones()
    {
        Peak peak = new();
        PeakByKey byKey = new();
        Gauge<Point> gauge = new("gauge", static (in Point p) => p.Amount);
        using MetricStage stage = new(peak, byKey, gauge);
        stage.Send(new Point(0, 9), new Point(1, 7), new Point(1, 3));
        peak.Snapshot().ToString().ShouldBe("peak { total = 19, largest = 9 }");
        byKey.Snapshot().ToString().ShouldBe("by_key { largest = 9, 0.largest = 9, 1.largest = 7 }");

        stage.Recorder.ResetExtremes();
        stage.Send(new Point(1, 2));
        peak.Snapshot().ToString().ShouldBe("peak { total = 21, largest = 2 }");
        byKey.Snapshot().ToString().ShouldBe("by_key { largest = 2, 0.largest = 0, 1.largest = 2 }");
        gauge.Snapshot()["max"].ToDouble().ShouldBe(3);
    }

    [Test]
    public void A_metric_that_does_not_take_part_goes_on()
    {
        ProbeMetric probe = new(static _ => true);
        using MetricStage stage = new(probe);
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        (stage.Recorder.Status, stage.Recorder.LastError).ShouldBe((RecorderStatus.Running, null));
    }

    [Test]
    public void A_metric_that_throws_while_its_extremes_start_anew_faults_its_recorder()
    {
        using MetricStage stage = new(new Peak { IsBroken = true });
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        MetricFaultedException fault = stage.Recorder.LastError.ShouldBeOfType<MetricFaultedException>();
        fault.Message.ShouldContain("ResetExtremes");
        fault.InnerException.ShouldBeOfType<NotSupportedException>();
    }

    private sealed class Peak() : Metric<Peak.Amounts>("peak"), IMetricEventHandler<Point>
    {
        public bool IsBroken { get; init; }

        public bool HandleEvent(in Point metricEvent)
        {
            State.Total += metricEvent.Amount;
            State.Largest = Math.Max(State.Largest, metricEvent.Amount);
            return true;
        }

        protected override void ResetExtremes() => State.Largest = IsBroken ? throw new NotSupportedException() : 0;

        protected override void WriteDimensions(in Amounts state, ref DimensionWriter writer)
        {
            writer.Add("total", state.Total);
            writer.Add("largest", state.Largest);
        }

        public struct Amounts
        {
            public long Total;
            public long Largest;
        }
    }

    private sealed class PeakByKey() : Metric<long, long>("by_key", 2), IMetricEventHandler<Point>
    {
        private static readonly string[] s_keys = ["0", "1"];

        public bool HandleEvent(in Point metricEvent)
        {
            ref long cell = ref Cells[(int)metricEvent.Key];
            cell = Math.Max(cell, metricEvent.Amount);
            State = Math.Max(State, metricEvent.Amount);
            return true;
        }

        protected override void ResetExtremes()
        {
            State = 0;
            Cells.Clear();
        }

        protected override void WriteDimensions(in long state, ReadOnlySpan<long> cells, ref DimensionWriter writer)
        {
            writer.Add("largest", state);
            for (int i = 0; i < cells.Length; i++) writer.For(s_keys[i]).Add("largest", cells[i]);
        }
    }
}
