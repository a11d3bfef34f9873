using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>Recorders by id: one of each, complete before anybody sees it.</summary>
[TestFixture]
internal sealed class MetricsRecordersTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Of_many_calls_at_once_one_creates_the_recorder_and_all_get_it_with_its_metrics()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        for (int round = 0; round < 50; round++)
        {
            int created = 0;
            string id = $"r{round}";
            MetricsRecorder[] got = new MetricsRecorder[8];
            Parallel.For(0, got.Length, new ParallelOptions { MaxDegreeOfParallelism = got.Length }, i =>
            {
                got[i] = recorders.GetOrCreate(id, r =>
                {
                    Interlocked.Increment(ref created);
                    r.Register(new Counter<Tick>("ticks"));
                });
                got[i].Metrics.Count.ShouldBe(1);
                got[i].RegisterEvent(new Tick()).ShouldBeTrue();
            });

            created.ShouldBe(1);
            got.Distinct().Count().ShouldBe(1);
            runtime.Flush(s_patience).ShouldBeTrue();
            got[0].GetMetricSnapshots()["ticks"]["total"].ShouldBe(got.Length);
        }
    }

    [Test]
    public async Task A_call_waits_for_a_recorder_that_another_one_is_starting_and_creates_it_itself_if_that_fails()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        TaskCompletionSource started = new();
        TaskCompletionSource outcome = new();
        Task<TickRecorder> first = Task.Run(() => recorders.GetOrCreate("r", context => new TickRecorder(context, "first")
        {
            Starting = () =>
            {
                started.SetResult();
                return outcome.Task;
            },
        }));
        await started.Task.WaitAsync(s_patience);
        Task<TickRecorder> second = Task.Run(() => recorders.GetOrCreate("r", static context => new TickRecorder(context, "second")));
        second.Wait(50).ShouldBeFalse();
        outcome.SetException(new IOException("not now"));

        await Should.ThrowAsync<RecorderStartException>(() => first.WaitAsync(s_patience));
        (await second.WaitAsync(s_patience)).Dependency.ShouldBe("second");
    }

    [Test]
    public void Inside_the_loop_a_recorder_is_found_and_a_missing_one_refused_without_a_wait()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        MetricsRecorder? found = null;
        Exception? error = null;
        MetricsRecorder recorder = recorders.GetOrCreate("r", r => r.Register(new GatedMetric(_ =>
        {
            found = recorders.GetOrCreate("r");
            error = Should.Throw<LoopReentrancyException>(() => recorders.GetOrCreate("other"));
        })));
        recorder.RegisterEvent(new Tick()).ShouldBeTrue();
        runtime.Flush(s_patience).ShouldBeTrue();
        found.ShouldBeSameAs(recorder);
        error.ShouldNotBeNull();
    }

    [Test]
    public void An_id_of_another_class_is_refused_with_both_and_a_removed_id_can_be_used_again()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        MetricsRecorder plain = recorders.GetOrCreate("r");
        Should.Throw<InvalidOperationException>(() => recorders.GetOrCreate("r", static context => new TickRecorder(context, "")))
            .Message.ShouldBe(
                "Recorder 'r' is a MetricsRecorder, not a TickRecorder. Ask for the class it was created with, or choose another id.");
        runtime.StopAndRemoveRecorder("r");
        recorders.GetOrCreate("r", static context => new TickRecorder(context, "")).ShouldNotBeSameAs(plain);
    }

    [Test]
    public void Bad_arguments_and_a_runtime_that_has_ended_are_refused()
    {
        MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        Should.Throw<ArgumentNullException>(static () => new MetricsRecorders(null!)).ParamName.ShouldBe("runtime");
        Should.Throw<ArgumentException>(() => recorders.GetOrCreate(" ")).ParamName.ShouldBe("id");
        Should.Throw<ArgumentNullException>(() => recorders.GetOrCreate(null!)).ParamName.ShouldBe("id");
        Should.Throw<ArgumentNullException>(() => recorders.GetOrCreate("r", (Func<RecorderContext, TickRecorder>)null!))
            .ParamName.ShouldBe("factory");
        runtime.Dispose();
        Should.Throw<RuntimeStateException>(() => recorders.GetOrCreate("r")).Message.ShouldContain("Closed");
    }

    [Test]
    public void Ids_are_trimmed_and_what_a_configuration_throws_leaves_the_id_free()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        Should.Throw<FormatException>(() => recorders.GetOrCreate("r", static _ => throw new FormatException("no such metric")))
            .Message.ShouldBe("no such metric");
        runtime.RecorderIds.ShouldBeEmpty();
        MetricsRecorder recorder = recorders.GetOrCreate(" r ");
        runtime.RecorderIds.ShouldBe(["r"]);
        recorders.GetOrCreate("r\t", static _ => throw new FormatException("twice")).ShouldBeSameAs(recorder);
        recorders.GetOrCreate("R").ShouldNotBeSameAs(recorder);
    }

    [Test]
    public void A_recorder_of_a_derived_class_is_found_as_its_base_and_as_it_is()
    {
        using MetricsRuntime runtime = Started();
        MetricsRecorders recorders = new(runtime);
        TickRecorder recorder = recorders.GetOrCreate("r", static context => new TickRecorder(context, "one"));
        recorders.GetOrCreate("r").ShouldBeSameAs(recorder);
        recorders.GetOrCreate("r", static context => new TickRecorder(context, "two")).Dependency.ShouldBe("one");
    }

    private static MetricsRuntime Started()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        return runtime;
    }
}
