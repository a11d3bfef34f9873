using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Starting extremes anew: between two events, for all metrics of a recorder, without taking sums away from anybody.</content>
internal sealed partial class MetricsRecorderTests
{
    [Test]
    public void Extremes_start_anew_for_all_metrics_between_the_same_two_events()
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { OverflowPolicy = OverflowPolicy.Wait } });
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        Summary<Tick> first = new("first", static (in Tick t) => t.Value);
        Summary<Tick> second = new("second", static (in Tick t) => -t.Value);
        recorder.Register(first);
        recorder.Register(second);
        bool done = false;

        Producers.Run(3, thread =>
        {
            if (thread == 0)
            {
                for (int i = 0; i < 100_000; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
                runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
                Volatile.Write(ref done, true);
                return;
            }

            while (!Volatile.Read(ref done))
            {
                if (thread == 1) recorder.ResetExtremes();
                else Alike(recorder.GetMetricSnapshots());
            }
        });

        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        (first.Read().Count, first.Read().Sum).ShouldBe((100_000, 4_999_950_000));
        recorder.RegisterEvent(new Tick(7)).ShouldBeTrue();
        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        recorder.ResetExtremes();
        recorder.RegisterEvent(new Tick(8)).ShouldBeTrue();
        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        (first.Read().Min, first.Read().Max).ShouldBe((8, 8), "events that the thread sends afterwards come after it");

        static void Alike(IReadOnlyDictionary<string, MetricSnapshot> snapshots)
        {
            snapshots["first"].Dimensions.TryGetValue("min", out MetricValue min);
            snapshots["second"].Dimensions.TryGetValue("max", out MetricValue max);
            min.ToDouble().ShouldBe(-max.ToDouble());
            snapshots["first"].Dimensions.ContainsKey("min").ShouldBe(snapshots["second"].Dimensions.ContainsKey("min"));
        }
    }

    [Test]
    public void Extremes_start_anew_in_every_status_and_readers_of_differences_miss_nothing()
    {
        Summary<Point> summary = new("s", static (in Point p) => p.Value);
        using MetricStage stage = new(summary);
        SnapshotBaseline since = new();
        stage.Send(new Point(Value: 3));
        stage.Recorder.ResetExtremes();
        stage.Send(new Point(Value: 5));
        stage.Recorder.GetMetricSnapshots(since)["s"].ToString()
            .ShouldBe("s { count = 2, sum = 8, min = 3, max = 5, mean = 4, stddev = 1 }");
        stage.Recorder.GetMetricSnapshots(since)["s"].ToString().ShouldBe("s { count = 0, sum = 0 }");
        stage.Recorder.Stop();
        stage.Recorder.ResetExtremes();
        stage.Loop.RunOnce();
        summary.Snapshot().Dimensions.ContainsKey("min").ShouldBeFalse();
        new MetricsRecorder(stage.Loop.CreateContext("created")).ResetExtremes();
        stage.Loop.RunOnce();
    }

    [Test]
    public void A_handler_may_ask_for_it_and_is_in_nobodys_way()
    {
        Gauge<Tick> gauge = new("g", static (in Tick t) => t.Value);
        using MetricStage stage = new(gauge);
        stage.Recorder.Register(new ProbeMetric(t =>
        {
            if (t.Value == 2) stage.Recorder.ResetExtremes();
            return true;
        }));
        foreach (long value in (long[])[9, 2]) stage.Recorder.RegisterEvent(new Tick(value)).ShouldBeTrue();
        stage.Loop.RunOnce();
        stage.Loop.RunOnce();
        (gauge.Read().Min, gauge.Read().Max).ShouldBe((2, 2));
    }
}
