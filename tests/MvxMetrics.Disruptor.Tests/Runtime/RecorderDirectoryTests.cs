namespace MvxMetrics.Disruptor.Tests;

/// <summary>Recorders by id: taken when a creation begins, found when it has succeeded, free when it has failed.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RecorderDirectoryTests : IDisposable
{
    private readonly MetricsEventLoop _loop = new();
    private readonly RecorderDirectory _directory = new();

    public void Dispose() => _loop.Dispose();

    [Test]
    public void An_id_is_taken_from_the_beginning_of_a_creation_but_found_only_after_it()
    {
        MetricsRecorder recorder = _loop.CreateRecorder("r");
        _directory.Reserve("r");
        Should.Throw<RecorderAlreadyExistsException>(() => _directory.Reserve("r"));
        _directory.Reserve("R");
        (_directory.Find("r"), _directory.All.Count).ShouldBe((null, 0));

        _directory.Complete("r", recorder);

        _directory.Find("r").ShouldBeSameAs(recorder);
        _directory.All.ShouldBe([KeyValuePair.Create("r", recorder)]);
        Should.Throw<RecorderAlreadyExistsException>(() => _directory.Reserve("r"));
    }

    [Test]
    public void A_recorder_is_among_the_starting_ones_until_its_creation_ends([Values] bool succeeds)
    {
        MetricsRecorder recorder = _loop.CreateRecorder("r");
        _directory.Reserve("r");
        _directory.Starting.ShouldBeEmpty();
        _directory.BeginStart("r", recorder);
        _directory.Starting.ShouldBe([recorder]);
        _directory.Find("r").ShouldBeNull();

        if (succeeds) _directory.Complete("r", recorder);
        else _directory.Release("r");

        _directory.Starting.ShouldBeEmpty();
        _directory.Find("r").ShouldBe(succeeds ? recorder : null);
        if (!succeeds) Should.NotThrow(() => _directory.Reserve("r"));
    }

    [Test]
    public void The_list_is_in_ordinal_order_and_the_same_until_something_changes()
    {
        string[] ids = ["b", "a", "B", "ä", "a1"];
        foreach (string id in ids) Create(id);
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> all = _directory.All;
        all.Select(static r => r.Key).ShouldBe(["B", "a", "a1", "b", "ä"]);

        _directory.Reserve("new");
        _directory.All.ShouldBeSameAs(all, "one that is being created is not in it");
        _directory.Release("new");
        _directory.All.ShouldBeSameAs(all);
        _directory.Remove("a", _directory.Find("a")!);
        _directory.All.Select(static r => r.Key).ShouldBe(["B", "a1", "b", "ä"]);
        all.Count.ShouldBe(5, "a list that was taken stays as it is");
    }

    [Test]
    public void An_id_that_another_recorder_has_by_now_is_not_freed()
    {
        MetricsRecorder former = Create("r");
        _directory.Remove("r", former);
        MetricsRecorder successor = Create("r");
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> all = _directory.All;

        _directory.Remove("r", former);

        _directory.Find("r").ShouldBeSameAs(successor);
        _directory.All.ShouldBeSameAs(all);
    }

    private MetricsRecorder Create(string id)
    {
        MetricsRecorder recorder = _loop.CreateRecorder(id);
        _directory.Reserve(id);
        _directory.Complete(id, recorder);
        return recorder;
    }
}
