using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A loop without a thread: driven by whoever calls RunOnce.</summary>
[TestFixture]
internal sealed partial class MetricsEventLoopTests
{
    [Test]
    public void Nothing_is_applied_until_the_loop_is_driven()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Status.ShouldBe(RecorderStatus.Running);
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        for (int i = 0; i < 10; i++) recorder.RegisterEvent(new Tick(i));

        counter.Read().Total.ShouldBe(0);
        recorder.Statistics.Pending.ShouldBe(10);
        loop.Statistics.Pending.ShouldBe(10);
        loop.RunOnce().ShouldBe(10);
        loop.RunOnce().ShouldBe(0);

        counter.Read().Total.ShouldBe(10);
        recorder.Statistics.ShouldBalance(10, 10);
        loop.Statistics.ShouldBalance(10, 10);
    }

    [Test]
    public void At_most_the_given_number_of_events_is_consumed_and_every_lane_has_its_turn()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        AuditMetric audit = new(3);
        recorder.Register(audit);
        using EventWriter<AuditEvent> first = recorder.CreateWriter<AuditEvent>();
        using EventWriter<AuditEvent> second = recorder.CreateWriter<AuditEvent>();
        using EventWriter<AuditEvent> third = recorder.CreateWriter<AuditEvent>();
        EventWriter<AuditEvent>[] writers = [first, second, third];
        for (int i = 0; i < 100; i++)
            for (int w = 0; w < 3; w++) writers[w].TryWrite(new AuditEvent(w, i)).ShouldBeTrue();

        loop.RunOnce(maxEvents: 0).ShouldBe(0);
        loop.RunOnce(maxEvents: 7).ShouldBe(7);
        loop.RunOnce(maxEvents: 7).ShouldBe(7);
        loop.RunOnce(maxEvents: 7).ShouldBe(7);
        audit.Received.ShouldBe(21);
        foreach (Lane? lane in ((IRecorderHost)loop).Ring.TouchedLanes) lane!.Head.ShouldBe(7 * RecordHeader.PayloadBytes<AuditEvent>());
        loop.RunOnce().ShouldBe(279);
        audit.ShouldHaveReceivedExactly([100, 100, 100]);
    }

    [Test]
    public void A_time_budget_is_overrun_by_at_most_one_event()
    {
        FakeTimeProvider time = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { TimeProvider = time });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new ProbeMetric(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(3));
            return true;
        }));
        for (int i = 0; i < 20; i++) recorder.RegisterEvent(new Tick(i));

        loop.RunOnce(budget: TimeSpan.Zero).ShouldBe(0);
        loop.RunOnce(budget: TimeSpan.FromMilliseconds(10)).ShouldBe(4);
        loop.RunOnce(budget: TimeSpan.FromMilliseconds(9)).ShouldBe(3);
        loop.RunOnce(maxEvents: 2, budget: TimeSpan.FromSeconds(1)).ShouldBe(2);
        loop.RunOnce().ShouldBe(11);
    }

    [Test]
    public void A_second_thread_inside_the_loop_is_refused_and_harms_nothing()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim go = new();
        recorder.Register(new ProbeMetric(_ =>
        {
            inside.Set();
            return go.Wait(TimeSpan.FromSeconds(30));
        }));
        recorder.RegisterEvent(new Tick(1));
        Task<int> driving = Task.Run(() => loop.RunOnce());
        inside.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        Should.Throw<InvalidOperationException>(() => loop.RunOnce()).Message.ShouldContain("one thread at a time");
        Should.Throw<InvalidOperationException>(loop.Dispose);

        go.Set();
        driving.Result.ShouldBe(1);
        recorder.RegisterEvent(new Tick(2));
        loop.RunOnce().ShouldBe(1);
        recorder.Statistics.ShouldBalance(2, 2);
    }

    [Test]
    public void The_loop_is_not_driven_from_inside_itself()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        int refused = 0;
        recorder.Register(new ProbeMetric(_ =>
        {
            foreach (Action call in (Action[])[() => loop.RunOnce(), loop.Dispose, recorder.Stop, () => loop.CreateRecorder("x")])
            {
                Should.Throw<LoopReentrancyException>(call);
                refused++;
            }

            return true;
        }));
        recorder.RegisterEvent(new Tick(1));
        loop.RunOnce().ShouldBe(1);
        refused.ShouldBe(4);
        recorder.Status.ShouldBe(RecorderStatus.Running);
    }

    [Test]
    public void Lifecycle_calls_need_nobody_else_to_drive_the_loop()
    {
        using MetricsEventLoop loop = new();
        HookedRecorder recorder = loop.CreateRecorder("r", context => new HookedRecorder(context));
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        recorder.RegisterEvent(new Tick(1));
        recorder.Stop();
        recorder.Start();
        recorder.RegisterEvent(new Tick(1));
        recorder.Stop();

        counter.Read().Total.ShouldBe(2);
        (recorder.Starts, recorder.Stops).ShouldBe((2, 2));
    }

    [Test]
    public void An_endless_budget_is_no_budget()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.RegisterEvent(new Tick(1));
        loop.RunOnce(budget: TimeSpan.MaxValue).ShouldBe(1);
    }

    [Test]
    public void A_metric_registered_before_an_event_sees_it_although_nobody_waited()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        for (int i = 0; i < 100; i++)
        {
            Counter<Tick> counter = new($"c{i}");
            recorder.RegisterEvent(new Tick(1));
            recorder.Register(counter);
            recorder.RegisterEvent(new Tick(1));
            loop.RunOnce();
            counter.Read().Total.ShouldBeInRange(1, 2);
        }
    }

    [Test]
    public void Bad_arguments_and_factories_are_refused_by_name()
    {
        using MetricsEventLoop loop = new();
        Should.Throw<ArgumentOutOfRangeException>(() => loop.RunOnce(-1)).ParamName.ShouldBe("maxEvents");
        Should.Throw<ArgumentOutOfRangeException>(() => loop.RunOnce(budget: TimeSpan.FromTicks(-1))).ParamName.ShouldBe("budget");
        Should.Throw<ArgumentException>(() => loop.CreateRecorder(" ")).ParamName.ShouldBe("id");
        Should.Throw<ArgumentNullException>(() => loop.CreateRecorder<MetricsRecorder>("r", null!)).ParamName.ShouldBe("factory");
        Should.Throw<ArgumentException>(() => loop.CreateRecorder<MetricsRecorder>("r", static _ => null!))
            .Message.ShouldContain("returned null");
        using MetricsEventLoop other = new();
        Should.Throw<ArgumentException>(() => loop.CreateRecorder("r", _ => new MetricsRecorder(other.CreateContext("r"))))
            .Message.ShouldContain("context");
    }

    [Test]
    public void An_unlimited_pass_ends_even_if_handlers_keep_sending()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new ProbeMetric(t => recorder.RegisterEvent(new Tick(t.Value + 1))));
        recorder.RegisterEvent(new Tick(0));
        for (int i = 0; i < 100; i++) loop.RunOnce().ShouldBe(1);
        recorder.Statistics.Pending.ShouldBe(1);
    }
}
