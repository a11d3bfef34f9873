using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Hooks and metrics that fail are logged once; events never are, and drops as one warning a second.</content>
internal sealed partial class RecorderLogTests
{
    [Test]
    public void A_hook_that_fails_is_logged_as_an_error_with_its_name([Values] bool starting)
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LoggerFactory = log });
        HookedRecorder recorder = new(loop.CreateContext("r"));
        if (starting) recorder.Starting = static _ => throw new IOException("no");
        else recorder.Stopped = static _ => throw new IOException("no");

        if (starting) Should.Throw<RecorderStartException>(recorder.Start);
        else recorder.Start();
        if (!starting) Should.Throw<RecorderStopException>(recorder.Stop);

        Eventually.ShouldBeTrue(() => log.Count(105) == 1, "the failure is logged");
        log.Messages(105).ShouldBe([$"Recorder r: hook {(starting ? "OnStartingAsync" : "OnStoppedAsync")} failed"]);
        log.Lines.Count(static l => l.Level >= LogLevel.Warning).ShouldBe(1);
    }

    [Test]
    public void A_metric_and_a_change_hook_that_fail_are_logged_as_errors([Values] bool inHook)
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LoggerFactory = log });
        HookedRecorder recorder = loop.CreateRecorder("r", static context => new HookedRecorder(context));
        recorder.Register(new ProbeMetric(_ => inHook ? true : throw new DivideByZeroException()));
        recorder.Changed = static (_, _) => throw new DivideByZeroException();
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        loop.RunOnce();
        Eventually.ShouldBeTrue(() => recorder.Stops == 1, "the clean-up ran");

        log.Lines.Where(static l => l.Level >= LogLevel.Warning)
            .ShouldBe([(104, LogLevel.Error, "Recorder r faulted while an event was dispatched")]);
    }

    [Test]
    public void Recording_logs_nothing_by_the_event_whether_accepted_dropped_or_refused()
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            LoggerFactory = log,
            LaneBytes = LaneRoom.BytesFor<Tick>(64),
            OverflowPolicy = OverflowPolicy.DropNewest,
        });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        Send();
        loop.RunOnce();
        recorder.Stop();
        int before = log.Lines.Count;
        for (int i = 0; i < 1000; i++)
        {
            recorder.TryRegisterEvent(new Tick(1)).ShouldBeFalse();
            writer.TryWrite(new Tick(1)).ShouldBeFalse();
        }

        log.Lines.Count.ShouldBe(before);
        log.Lines.Select(static l => l.Id).ShouldBe([100, 101, 107], ignoreOrder: true);

        void Send()
        {
            for (int i = 0; i < 1000; i++)
            {
                recorder.RegisterEvent(new Tick(i));
                recorder.TryRegisterEvent(new Tick(i));
                recorder.RegisterEvents<Tick>([new(i), new(i)]);
                writer.TryWrite(new Tick(i));
            }

            log.Lines.Select(static l => l.Id).ShouldBe([100]);
        }
    }

    [Test]
    public void A_warning_about_drops_that_came_too_soon_is_made_up_for_and_each_recorder_has_its_own()
    {
        FakeTimeProvider time = new();
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            TimeProvider = time,
            LoggerFactory = log,
            LaneBytes = LaneRoom.BytesFor<Tick>(64),
            OverflowPolicy = OverflowPolicy.DropNewest,
        });
        MetricsRecorder[] recorders = [loop.CreateRecorder("a"), loop.CreateRecorder("b")];
        time.Advance(TimeSpan.FromSeconds(1));
        loop.RunOnce(); // the next look is due a second from now
        time.Advance(TimeSpan.FromSeconds(0.5));
        Drop(recorders[0], 5);
        recorders[0].Stop(); // reports at once, since nothing was reported before
        log.Messages(107).ShouldBe([$"Recorder a dropped 5 events since the last warning (5 in total). {Advice}"]);
        recorders[0].Start();

        Drop(recorders[0], 3);
        Drop(recorders[1], 4);
        time.Advance(TimeSpan.FromSeconds(0.5));
        loop.RunOnce();
        log.Messages(107)[1..].ShouldBe(
            [$"Recorder b dropped 4 events since the last warning (4 in total). {Advice}"], "a second is not over for the other");

        time.Advance(TimeSpan.FromSeconds(1));
        loop.RunOnce();
        log.Messages(107)[2..].ShouldBe([$"Recorder a dropped 3 events since the last warning (8 in total). {Advice}"]);
        time.Advance(TimeSpan.FromSeconds(1));
        loop.RunOnce();
        log.Count(107).ShouldBe(3);

        void Drop(MetricsRecorder recorder, int events)
        {
            for (int i = 0; i < 64; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            for (int i = 0; i < events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeFalse();
            loop.RunOnce();
        }
    }
}
