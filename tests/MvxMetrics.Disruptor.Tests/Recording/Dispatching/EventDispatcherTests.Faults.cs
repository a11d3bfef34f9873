namespace MvxMetrics.Disruptor.Tests;

/// <content>
/// A metric that throws in the middle of a run: what the others have seen, and that the account counts as processed only what
/// every metric was offered.
/// </content>
internal sealed partial class EventDispatcherTests
{
    private const int Failing = 70; // the seventh of the second run
    private const int Events = 100;

    /// <summary>By which way the events came.</summary>
    public enum Way
    {
        RegisterEvent,
        Writer,
        Ordered,
        Single,
    }

    /// <summary>How a metric takes its events, and whether it throws.</summary>
    public enum Kind
    {
        TakesEvents,
        TakesRuns,
    }

    [Test]
    public void A_metric_alone([Values] Way way, [Values] Kind kind) =>
        Check(way, [(kind, true)], processed: kind == Kind.TakesEvents ? 70 : 64, seen: [70]);

    [Test]
    public void The_first_of_two_leaves_the_other_before_the_run([Values] Way way, [Values] Kind first, [Values] Kind second) =>
        Check(way, [(first, true), (second, false)], processed: 64, seen: [70, 64]);

    [Test]
    public void The_last_of_two_leaves_the_other_behind_the_run([Values] Way way, [Values] Kind first, [Values] Kind second) =>
        Check(way, [(first, false), (second, true)], processed: second == Kind.TakesEvents ? 70 : 64, seen: [100, 70]);

    [Test]
    public void The_middle_of_three_counts_as_not_the_last([Values] Kind middle) =>
        Check(Way.RegisterEvent, [(Kind.TakesRuns, false), (middle, true), (Kind.TakesEvents, false)], processed: 64, seen: [100, 70, 64]);

    [Test]
    public void In_a_derived_recorder_all_stand_at_the_same_event(
        [Values] Way way, [Values] Kind first, [Values] Kind second, [Values] bool isFirst) =>
        Check(way, [(first, isFirst), (second, !isFirst)], processed: 70, seen: isFirst ? [70, 70] : [71, 70], isDerived: true);

    [Test]
    public void A_change_hook_that_throws_in_the_middle_of_a_run_counts_those_before([Values] Kind kind)
    {
        using MetricsEventLoop loop = new();
        HookedRecorder recorder = loop.CreateRecorder("r", static c => new HookedRecorder(c));
        recorder.Changed = static (_, e) =>
        {
            if (((Tick)e).Value == Failing) throw new InvalidOperationException();
        };
        List<long> seen = Register(recorder, kind, throws: false, "m");
        for (int i = 0; i < Events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(Events);

        ShouldBeFaulted(recorder, "m").Message.ShouldContain("OnMetricChanged");
        seen.Count.ShouldBe(71);
        recorder.Statistics.ShouldBalance(Events, Events, discarded: 30);
        loop.Statistics.ShouldBalance(Events, Events, discarded: 30);
    }

    [Test]
    public void Events_that_were_kept_while_starting_are_counted_likewise([Values] Kind kind)
    {
        using MetricsEventLoop loop = new();
        TaskCompletionSource hook = new();
        HookedRecorder recorder = new(loop.CreateContext("r")) { Starting = _ => hook.Task };
        List<long> seen = Register(recorder, kind, throws: true, "m");
        for (int i = 0; i < Events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce();
        (recorder.Statistics.Pending, loop.Statistics.Pending).ShouldBe((Events, Events));
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && recorder.Status == RecorderStatus.Faulted, "faulted");

        seen.Count.ShouldBe(70);
        recorder.Statistics.ShouldBalance(Events, Events, discarded: 30);
        loop.Statistics.ShouldBalance(Events, Events, discarded: 30);
    }

    // Under a limit, every permit comes back: also those of the events that were discarded.
    [Test]
    public void No_permit_is_lost_with_a_run([Values] Kind kind)
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder(
            "r", new RecorderOptions { MaxPendingEvents = Events, OverflowPolicy = OverflowPolicy.DropNewest });
        Register(recorder, kind, throws: true, "m");
        for (int i = 0; i < Events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        recorder.RegisterEvent(new Tick(0)).ShouldBeFalse();
        loop.RunOnce().ShouldBe(Events);
        ShouldBeFaulted(recorder, "m");
        for (int i = 0; i < Events; i++) recorder.Pipeline.Account.TryTakePermit(out _).ShouldBeTrue();
        recorder.Pipeline.Account.TryTakePermit(out _).ShouldBeFalse();
        recorder.Statistics.ShouldBalance(Events + 1, Events, discarded: kind == Kind.TakesEvents ? 30 : 36);
    }

    private static void Check(Way way, (Kind Kind, bool Throws)[] metrics, int processed, int[] seen, bool isDerived = false)
    {
        ProducerMode mode = way switch
        {
            Way.Ordered => ProducerMode.Ordered,
            Way.Single => ProducerMode.Single,
            _ => ProducerMode.Striped,
        };
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { ProducerMode = mode });
        MetricsRecorder recorder = isDerived ? loop.CreateRecorder("r", static c => new HookedRecorder(c)) : loop.CreateRecorder("r");
        MetricsRecorder other = loop.CreateRecorder("other");
        TickLog log = new();
        other.Register(log);
        List<long>[] lists = [.. metrics.Select((m, i) => Register(recorder, m.Kind, m.Throws, $"m{i}"))];
        using EventWriter<Tick>? writer = way == Way.Writer ? recorder.CreateWriter<Tick>() : null;
        for (int i = 0; i < Events; i++) (writer?.TryWrite(new Tick(i)) ?? recorder.RegisterEvent(new Tick(i))).ShouldBeTrue();
        for (int i = 0; i < 5; i++) other.RegisterEvent(new Tick(i)).ShouldBeTrue();

        loop.RunOnce().ShouldBe(Events + 5);

        ShouldBeFaulted(recorder, $"m{Array.FindIndex(metrics, static m => m.Throws)}");
        lists.Select(static l => l.Count).ShouldBe(seen, "what each metric has come to");
        foreach (List<long> list in lists) list.ShouldBe(Enumerable.Range(0, list.Count).Select(static i => (long)i));
        recorder.Statistics.ShouldBalance(Events, Events, discarded: Events - processed);
        loop.Statistics.ShouldBalance(Events + 5, Events + 5, discarded: Events - processed);
        log.Values.ShouldBe([0, 1, 2, 3, 4], "nobody else is touched");
        other.Status.ShouldBe(RecorderStatus.Running);
    }

    private static MetricFaultedException ShouldBeFaulted(MetricsRecorder recorder, string metric)
    {
        recorder.Status.ShouldBe(RecorderStatus.Faulted);
        MetricFaultedException fault = recorder.LastError.ShouldBeOfType<MetricFaultedException>();
        fault.Message.ShouldContain($"'{metric}'");
        return fault;
    }

    private static List<long> Register(MetricsRecorder recorder, Kind kind, bool throws, string name)
    {
        if (kind == Kind.TakesRuns)
        {
            RunMetric runs = new(name, throws ? Failing : -1);
            recorder.Register(runs);
            return runs.Seen;
        }

        List<long> seen = [];
        recorder.Register(new ProbeMetric(
            t =>
            {
                if (throws && t.Value == Failing) throw new DivideByZeroException();
                seen.Add(t.Value);
                return true;
            },
            name));
        return seen;
    }
}
