using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Metrics in a recorder: registration, acceptance, change hooks and isolation.</summary>
[TestFixture]
internal sealed partial class MetricsRecorderTests : RuntimeFixture
{
    [Test]
    public void The_same_name_again_replaces_the_metric()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Counter<Tick> first = new("c");
        Counter<Tick> second = new("c");
        recorder.Register(first);
        recorder.RegisterEvent(new Tick(1));
        Flush();

        recorder.Register(second);
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(1));
        Flush();

        recorder.Metrics.ShouldBe([second]);
        (first.Read().Total, second.Read().Total).ShouldBe((1, 5));
        recorder.GetMetricSnapshots()["c"]["total"].ToInt64().ShouldBe(5);
    }

    [Test]
    public void A_metric_belongs_to_one_recorder()
    {
        Counter<Tick> counter = new("c");
        MetricsRecorder owner = Runtime.CreateRecorder("owner");
        owner.Register(counter);
        owner.Register(counter);

        Should.Throw<ArgumentException>(() => Runtime.CreateRecorder("other").Register(counter)).Message.ShouldContain("another recorder");
        Should.Throw<ArgumentNullException>(() => owner.Register<Metric>(null!)).ParamName.ShouldBe("metric");
        owner.Metrics.ShouldBe([counter]);
    }

    [Test]
    public void Two_recorders_with_metrics_of_the_same_class_never_share_state()
    {
        MetricsRecorder[] recorders = [.. Enumerable.Range(0, 5).Select(i => Runtime.CreateRecorder($"conn-{i}"))];
        Counter<Tick>[] counters = [.. recorders.Select(_ => new Counter<Tick>("c"))];
        for (int i = 0; i < 5; i++) recorders[i].Register(counters[i]);

        for (int round = 0; round < 1000; round++)
            for (int i = 0; i <= round % 5; i++) recorders[i].RegisterEvent(new Tick(1)).ShouldBeTrue();
        Flush();

        counters.Select(c => c.Read().Total).ShouldBe([1000, 800, 600, 400, 200]);
    }

    [Test]
    public void The_change_hook_runs_for_accepted_events_only_with_the_metric_and_the_event()
    {
        HookedRecorder recorder = Runtime.CreateRecorder("r", context => new HookedRecorder(context));
        ProbeMetric even = new(static t => t.Value % 2 == 0, "even");
        ProbeMetric all = new(static _ => true, "all");
        recorder.Register(even);
        recorder.Register(all);
        List<(string Metric, object Event)> changes = [];
        List<int> threads = [];
        recorder.Changed = (metric, e) =>
        {
            changes.Add((metric.Name, e));
            threads.Add(Environment.CurrentManagedThreadId);
        };

        for (int i = 1; i <= 3; i++) recorder.RegisterEvent(new Tick(i));
        Flush();

        changes.ShouldBe([("all", new Tick(1)), ("even", new Tick(2)), ("all", new Tick(2)), ("all", new Tick(3))]);
        threads.Distinct().Count().ShouldBe(1);
        threads[0].ShouldNotBe(Environment.CurrentManagedThreadId);
    }

    [Test]
    public void Snapshots_can_be_taken_in_every_status()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = new(loop.CreateContext("r"));
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        Total().ShouldBe(0);
        recorder.Start();
        recorder.RegisterEvent(new Tick(1));
        loop.RunOnce();
        Total().ShouldBe(1);
        recorder.Stop();
        Total().ShouldBe(1);
        recorder.Start();
        recorder.Register(new ProbeMetric(static _ => throw new InvalidOperationException("broken")));
        recorder.RegisterEvent(new Tick(1));
        loop.RunOnce();
        recorder.Status.ShouldBe(RecorderStatus.Faulted);
        Total().ShouldBe(2);
        loop.Dispose();
        Total().ShouldBe(2);

        long Total() => recorder.GetMetricSnapshots()["c"]["total"].ToInt64();
    }

    [TestCase(RecorderStatus.Starting)]
    [TestCase(RecorderStatus.Stopping)]
    public void Snapshots_can_be_taken_while_a_hook_runs(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        stage.Recorder.GetMetricSnapshots()["log"]["sum"].ToInt64().ShouldBe(0);
        if (status == RecorderStatus.Starting) stage.Recorder.RegisterEvent(new Tick(7)).ShouldBeTrue();
        Producers.Run(1, _ => stage.Recorder.GetMetricSnapshots().Keys.ShouldBe(["log"]));
        stage.Log.Read().ShouldBe(0, "what is kept is not applied yet");
        stage.Recorder.Status.ShouldBe(status);
    }

    [Test]
    public void A_handler_may_read_its_own_recorder_and_register_metrics_and_events()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Counter<Tock> late = new("late");
        long seen = -1;
        ProbeMetric probe = null!;
        probe = new ProbeMetric(tick =>
        {
            seen = recorder.GetMetricSnapshots()["probe"]["count"].ToInt64();
            if (tick.Value != 0) return true;
            recorder.Register(late);
            return recorder.RegisterEvent(new Tock(1)) && recorder.TryRegisterEvent(new Tock(2));
        });
        recorder.Register(probe);

        recorder.RegisterEvent(new Tick(0));
        recorder.RegisterEvent(new Tick(1));
        Flush();
        Flush(); // what the handler sent in turn

        seen.ShouldBe(1);
        late.Read().Total.ShouldBe(2);
        recorder.Statistics.ShouldBalance(4, 4);
    }

    [Test]
    public void The_entity_id_is_trimmed_defaults_to_the_id_and_a_blank_one_is_generated()
    {
        using MetricsEventLoop loop = new();
        new MetricsRecorder(loop.CreateContext("  conn-1 ")).EntityId.ShouldBe("conn-1");
        string generated = new MetricsRecorder(loop.CreateContext("  ")).EntityId;
        generated.Length.ShouldBe(8);
        new MetricsRecorder(loop.CreateContext(string.Empty)).EntityId.ShouldNotBe(generated);
        Should.Throw<ArgumentNullException>(() => loop.CreateContext(null!)).ParamName.ShouldBe("entityId");
        Should.Throw<ArgumentNullException>(() => new MetricsRecorder(null!)).ParamName.ShouldBe("context");
        Runtime.CreateRecorder(" a ", new RecorderOptions { EntityId = " b " }).EntityId.ShouldBe("b");
        Runtime.CreateRecorder(" c ").EntityId.ShouldBe("c");
    }
}
