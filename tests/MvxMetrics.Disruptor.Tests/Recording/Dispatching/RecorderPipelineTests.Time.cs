using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Metrics are told the time before the events that follow, ten times a second, in whatever way the loop is driven.</content>
internal sealed partial class RecorderPipelineTests
{
    [Test]
    public void The_time_is_told_at_registration_and_then_ten_times_a_second_before_the_events()
    {
        TimeLog log = new();
        using MetricStage stage = new(log);
        stage.Send(new Point(1));
        stage.Time.Advance(TimeSpan.FromMilliseconds(99));
        stage.Send(new Point(2));
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));
        stage.Send(new Point(3), new Point(4));
        stage.Send(new Point(5));
        stage.Time.Advance(TimeSpan.FromDays(1));
        stage.Send(new Point(6));
        stage.Pass(0);
        log.Calls.ShouldBe(["0.0", "event 1", "event 2", "0.1", "event 3", "event 4", "event 5", "86400.1", "event 6"]);
    }

    [Test]
    public void A_blocking_stop_on_a_loop_that_rested_tells_the_time_before_it_drains()
    {
        TimeLog log = new();
        WindowedCounter<Point> window = new("w", TimeSpan.FromSeconds(10));
        using MetricStage stage = new(log, window);
        stage.Send(new Point(1));
        stage.Time.Advance(TimeSpan.FromHours(1));
        stage.Recorder.RegisterEvent(new Point(2)).ShouldBeTrue();

        stage.Recorder.Stop();

        log.Calls.Distinct().ShouldBe(["0.0", "event 1", "3600.0", "event 2"]);
        window.Snapshot()["total"].ToInt64().ShouldBe(1, "the event belongs to the time after the pause");
    }

    [Test]
    public void A_recorder_that_starts_again_after_long_is_told_the_time_before_its_events()
    {
        TimeLog log = new();
        WindowedCounter<Point> window = new("w", TimeSpan.FromSeconds(10));
        Rate<Point> rate = new("r");
        using MetricStage stage = new(log, window, rate);
        stage.Send(new Point(1));
        stage.Recorder.Stop();
        stage.Pass(3600);
        window.Snapshot()["total"].ToInt64().ShouldBe(1, "nobody tells a stopped recorder the time");

        stage.Recorder.Start();
        stage.Send(new Point(2));

        log.Calls.Distinct().ShouldBe(["0.0", "event 1", "3600.0", "event 2"]);
        window.Snapshot()["total"].ToInt64().ShouldBe(1);
        stage.Pass(1);
        rate.Snapshot()["rate_1s"].ToDouble().ShouldBe(1);
    }

    [Test]
    public void Events_kept_while_a_recorder_started_come_after_the_time()
    {
        using MetricStage stage = new();
        TaskCompletionSource hook = new();
        HookedRecorder recorder = new(stage.Loop.CreateContext("held")) { Starting = _ => hook.Task };
        TimeLog log = new();
        recorder.Register(log);
        recorder.RegisterEvent(new Point(1)).ShouldBeTrue();
        stage.Pass(5);
        log.Calls.ShouldBeEmpty();
        hook.SetResult();
        Eventually.ShouldBeTrue(() => stage.Loop.RunOnce() >= 0 && recorder.Status == RecorderStatus.Running, "the recorder runs");
        log.Calls.ShouldBe(["5.0", "event 1"]);
    }

    [Test]
    public void A_metric_registered_while_the_first_event_of_its_type_is_dispatched_is_told_the_time_first()
    {
        TimeLog late = new("late");
        using MetricStage stage = new();
        stage.Recorder.Register(new ProbeMetric(_ =>
        {
            stage.Recorder.Register(late); // the loop sees it in the list, and has not run the command yet
            return true;
        }));
        stage.Recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        stage.Recorder.RegisterEvent(new Point(2)).ShouldBeTrue();
        stage.Loop.RunOnce().ShouldBe(2);
        stage.Send(new Point(3));
        late.Calls[0].ShouldBe("0.0");
        late.Calls.ShouldContain("event 3");
    }

    [Test]
    public void A_metric_that_throws_when_told_the_time_faults_its_recorder_and_nobody_else()
    {
        TimeLog bad = new();
        using MetricStage stage = new(bad);
        MetricsRecorder good = stage.Loop.CreateRecorder("good");
        TimeLog log = new();
        good.Register(log);
        stage.Pass(0.1);
        bad.Failure = new DivideByZeroException();
        stage.Recorder.RegisterEvent(new Point(1)).ShouldBeTrue();
        good.RegisterEvent(new Point(1)).ShouldBeTrue();
        stage.Pass(0.1);

        stage.Recorder.Status.ShouldBe(RecorderStatus.Faulted);
        MetricFaultedException error = stage.Recorder.LastError.ShouldBeOfType<MetricFaultedException>();
        (error.MetricName, error.InnerException?.GetType()).ShouldBe(("times", typeof(DivideByZeroException)));
        stage.Recorder.Statistics.ShouldBalance(1, 1, discarded: 1);
        log.Calls.Distinct().ShouldBe(["0.1", "0.2", "event 1"]);
        bad.Snapshot()["count"].ToInt64().ShouldBe(0, "its section is closed: readers do not hang");
        stage.Pass(0.1);
        log.Calls[^1].ShouldBe("0.3");
    }

    [Test]
    public void A_metric_that_throws_at_its_first_time_fails_the_start()
    {
        using MetricStage stage = new();
        MetricsRecorder recorder = new(stage.Loop.CreateContext("bad"));
        recorder.Register(new TimeLog { Failure = new DivideByZeroException() });
        Should.Throw<RecorderStartException>(recorder.Start).InnerException.ShouldBeOfType<MetricFaultedException>();
        recorder.Status.ShouldBe(RecorderStatus.Faulted);
    }

    [Test]
    public void A_runtime_tells_the_time_also_when_nothing_comes()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        TimeLog log = new();
        Rate<Point> rate = new("rate");
        recorder.Register(log);
        recorder.Register(rate);
        recorder.RegisterEvent(new Point(1)).ShouldBeTrue();
        Eventually.ShouldBeTrue(() => rate.Snapshot()["rate_1s"].ToDouble() > 0, "the rate is seen");
        Eventually.ShouldBeTrue(() => rate.Snapshot()["rate_1s"].ToDouble() == 0, "the rate falls to zero by itself");
        runtime.Shutdown();
        log.Calls.Count.ShouldBeGreaterThan(5);
        double[] times = [.. log.Calls.Where(static c => !c.StartsWith('e')).Select(double.Parse)];
        times.ShouldBe(times.Order());
    }
}
