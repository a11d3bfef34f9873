using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A running runtime: its recorders by id, their creation and removal.</summary>
[TestFixture]
internal sealed partial class MetricsRuntimeTests : RuntimeFixture
{
    [Test]
    public void Ids_are_trimmed_and_looked_up_exactly()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("  storage ");
        Runtime.GetRecorder("storage").ShouldBeSameAs(recorder);
        Runtime.GetRecorder(" storage  ").ShouldBeSameAs(recorder);
        Runtime.TryGetRecorder("Storage", out MetricsRecorder? none).ShouldBeFalse();
        none.ShouldBeNull();
        Runtime.TryGetRecorder("storage", out MetricsRecorder? found).ShouldBeTrue();
        found.ShouldBeSameAs(recorder);
        Runtime.CreateRecorder("a");
        Runtime.RecorderIds.ShouldBe(["a", "storage"]);
    }

    [Test]
    public void The_list_of_recorders_stays_the_same_until_they_change()
    {
        Runtime.Recorders.ShouldBeEmpty();
        MetricsRecorder b = Runtime.CreateRecorder("b");
        MetricsRecorder a = Runtime.CreateRecorder("a");
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> both = Runtime.Recorders;
        both.ShouldBe([KeyValuePair.Create("a", a), KeyValuePair.Create("b", b)]);
        Runtime.Recorders.ShouldBeSameAs(both);

        Runtime.StopRecorder("b");
        Runtime.Recorders.ShouldBeSameAs(both, "a stopped recorder is still read");
        Runtime.StopAndRemoveRecorder("b");
        Runtime.Recorders.ShouldBe([KeyValuePair.Create("a", a)]);
        both.Count.ShouldBe(2, "a list that was taken stays as it is");
        Runtime.Shutdown();
        Runtime.Recorders.ShouldBeEmpty();
    }

    [Test]
    public void The_list_of_recorders_is_never_older_than_the_last_change()
    {
        // Each thread must find its own recorder at once, however the others make and replace the list meanwhile.
        Producers.Run(4, thread =>
        {
            for (int i = 0; i < 200; i++)
            {
                string id = $"{thread}-{i % 3}";
                MetricsRecorder mine = Runtime.CreateRecorder(id);
                Runtime.Recorders.ShouldContain(KeyValuePair.Create(id, mine));
                Runtime.StopAndRemoveRecorder(id);
                Runtime.Recorders.ShouldNotContain(KeyValuePair.Create(id, mine));
            }
        });
    }

    [Test]
    public void Null_and_blank_ids_are_argument_errors([Values(null, "", "  ", "\t\n")] string? id)
    {
        Action[] calls =
        [
            () => Runtime.CreateRecorder(id!), () => Runtime.CreateRecorder(id!, static c => new MetricsRecorder(c)),
            () => Runtime.GetRecorder(id!),
            () => Runtime.TryGetRecorder(id!, out _), () => Runtime.StopRecorder(id!), () => Runtime.StopAndRemoveRecorder(id!),
        ];
        foreach (Action call in calls) Should.Throw<ArgumentException>(call).ParamName.ShouldBe("id");
    }

    [Test]
    public void A_taken_id_is_refused_also_while_it_is_being_created()
    {
        TaskCompletionSource hook = new();
        using ManualResetEventSlim creating = new();
        Task<HookedRecorder> creation = Task.Run(() => Runtime.CreateRecorder("r", context =>
        {
            creating.Set();
            return new HookedRecorder(context) { Starting = _ => hook.Task };
        }));
        creating.Wait(Patience).ShouldBeTrue();

        Should.Throw<RecorderAlreadyExistsException>(() => Runtime.CreateRecorder(" r ")).Message.ShouldContain("'r'");
        Runtime.TryGetRecorder("r", out _).ShouldBeFalse();
        hook.SetResult();
        creation.Wait(Patience).ShouldBeTrue();

        Should.Throw<RecorderAlreadyExistsException>(() => Runtime.CreateRecorder("r"));
        Runtime.GetRecorder("r").ShouldBeSameAs(creation.Result);
    }

    [Test]
    public void A_creation_that_fails_leaves_nothing_registered_and_the_id_free()
    {
        Should.Throw<RecorderStartException>(() => Runtime.CreateRecorder(
            "r", static context => new HookedRecorder(context) { Starting = static _ => throw new IOException("no") }));
        Should.Throw<DivideByZeroException>(
            () => Runtime.CreateRecorder<MetricsRecorder>("r", static _ => throw new DivideByZeroException()));

        Runtime.RecorderIds.ShouldBeEmpty();
        Runtime.CreateRecorder("r").Status.ShouldBe(RecorderStatus.Running);
    }

    [Test]
    public void An_unknown_id_is_not_found()
    {
        Should.Throw<RecorderNotFoundException>(() => Runtime.GetRecorder("x")).Message.ShouldContain("'x'");
        Should.Throw<RecorderNotFoundException>(() => Runtime.StopRecorder("x"));
        Should.Throw<RecorderNotFoundException>(() => Runtime.StopAndRemoveRecorder("x"));
    }

    [Test]
    public void A_stopped_recorder_stays_registered_and_readable_and_stopping_again_is_a_no_op()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Counter<Tick>("c"));
        recorder.RegisterEvent(new Tick(1));

        Runtime.StopRecorder("r");
        Runtime.StopRecorder("r");

        Runtime.GetRecorder("r").Status.ShouldBe(RecorderStatus.Stopped);
        Runtime.GetRecorder("r").GetMetricSnapshots()["c"]["total"].ToInt64().ShouldBe(1);
        Runtime.Capture()["r"]["c"]["total"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void Threads_that_stop_a_recorder_at_the_same_time_all_succeed()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        for (int round = 0; round < 200; round++)
        {
            Producers.Run(3, _ => Runtime.StopRecorder("r"));
            recorder.Start();
        }
    }

    [Test]
    public void Removal_happens_even_if_the_stop_fails_and_the_failure_is_reported()
    {
        Runtime.CreateRecorder("bad", static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });
        MetricsRecorder faulted = Runtime.CreateRecorder("faulted");
        faulted.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
        faulted.RegisterEvent(new Tick(1));
        Flush();
        Should.Throw<RecorderStateException>(() => Runtime.StopRecorder("faulted"));

        Should.Throw<RecorderStopException>(() => Runtime.StopAndRemoveRecorder("bad")).InnerException.ShouldBeOfType<IOException>();
        Should.Throw<RecorderStopException>(() => Runtime.StopAndRemoveRecorder("faulted"))
            .InnerException.ShouldBeSameAs(faulted.LastError);

        Runtime.RecorderIds.ShouldBeEmpty();
        Runtime.CreateRecorder("bad");
    }

    [Test]
    public async Task A_recorder_that_is_being_restarted_is_stopped_before_it_is_removed()
    {
        TaskCompletionSource restarting = new();
        TaskCompletionSource goOn = new();
        HookedRecorder recorder = Runtime.CreateRecorder("r", static context => new HookedRecorder(context));
        recorder.Stop();
        recorder.Starting = async _ =>
        {
            restarting.SetResult();
            await goOn.Task;
        };
        Task start = recorder.StartAsync();
        await restarting.Task.WaitAsync(Patience);

        Task removal = Task.Run(() => Runtime.StopAndRemoveRecorder("r"));
        removal.Wait(20).ShouldBeFalse("it did not wait for the start");
        goOn.SetResult();
        await removal.WaitAsync(Patience);
        await start.WaitAsync(Patience);

        recorder.Status.ShouldBe(RecorderStatus.Stopped);
        Runtime.RecorderIds.ShouldBeEmpty();
    }

    [Test]
    public async Task A_recorder_cannot_remove_itself_in_its_own_hook()
    {
        HookedRecorder recorder = Runtime.CreateRecorder("r", static context => new HookedRecorder(context));
        recorder.Stopped = _ =>
        {
            Should.Throw<LoopReentrancyException>(() => Runtime.StopAndRemoveRecorder("r"));
            return Task.CompletedTask;
        };
        await recorder.StopAsync().WaitAsync(Patience);
    }

    [Test]
    public void Runtimes_with_equal_names_and_ids_never_cross_count()
    {
        using MetricsRuntime twin = new();
        twin.Start();
        Counter<Tick> mine = new("c");
        Counter<Tick> theirs = new("c");
        MetricsRecorder left = Runtime.CreateRecorder("r");
        MetricsRecorder right = twin.CreateRecorder("r");
        left.Register(mine);
        right.Register(theirs);
        for (int i = 0; i < 900; i++) (i % 3 == 0 ? left : right).RegisterEvent(new Tick(1)).ShouldBeTrue();
        Flush();
        twin.Flush(Patience).ShouldBeTrue();
        (mine.Read().Total, theirs.Read().Total).ShouldBe((300, 600));
    }
}
