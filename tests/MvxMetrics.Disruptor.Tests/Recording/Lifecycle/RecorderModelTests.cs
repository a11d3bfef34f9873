using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Random calls on one recorder from several threads at once: whatever happens must be possible by the lifecycle table.
/// A failure prints the seed, the calls as generated, and the history that no order of steps explains.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RecorderModelTests
{
    private const int Cases = 300;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly Gen<RecorderOperation> s_operation = Gen.Frequency(
        (4, Gen.Const(RecorderOperation.Start)),
        (4, Gen.Const(RecorderOperation.Stop)),
        (2, Gen.Const(RecorderOperation.Register)),
        (2, Gen.Const(RecorderOperation.RegisterEvent)),
        (1, Gen.Const(RecorderOperation.RegisterPoison)),
        (2, Gen.Const(RecorderOperation.ReadStatus)));

    private MetricsEventLoop? _loop;
    private Thread? _driver;
    private volatile bool _isOver;

    [TearDown]
    public void DisposeLoop()
    {
        _isOver = true;
        _driver?.Join(s_patience).ShouldBeTrue();
        _loop?.Dispose();
    }

    [Test]
    public void Calls_one_after_the_other_follow_the_table([Values] bool isDriven, [Values] FailingHook failing)
    {
        StartLoop(isDriven);
        s_operation.Array[1, 12].Select(static calls => new[] { calls }).Sample(calls => Check(calls, failing), iter: Cases, threads: 1);
    }

    [Test]
    public void Calls_of_three_threads_at_once_follow_the_table([Values] bool isDriven, [Values] FailingHook failing)
    {
        StartLoop(isDriven);
        s_operation.Array[1, 4].Array[3].Sample(threads => Check(threads, failing), iter: Cases, threads: 1);
    }

    [Test]
    public void The_checker_rejects_what_the_table_does_not_allow()
    {
        ShouldNotExplain([(RecorderOperation.Stop, "done")]);
        ShouldNotExplain([(RecorderOperation.Start, "done"), (RecorderOperation.Start, "done")]);
        ShouldNotExplain([(RecorderOperation.RegisterEvent, "refused: Created")]);
        ShouldNotExplain([(RecorderOperation.Start, "done"), (RecorderOperation.ReadStatus, "Starting")]);
        ShouldNotExplain(
            [(RecorderOperation.RegisterPoison, "True"), (RecorderOperation.Start, "refused: Running"), (RecorderOperation.Stop, "done")]);
        ShouldNotExplain([(RecorderOperation.Start, "done"), (RecorderOperation.Stop, "done"), (RecorderOperation.RegisterEvent, "True")]);
    }

    private static void ShouldNotExplain((RecorderOperation Operation, string Outcome)[] calls)
    {
        List<HistoryCall<RecorderOperation>> history =
            [.. calls.Select(static (c, i) => new HistoryCall<RecorderOperation>(0, c.Operation, 2 * i, (2 * i) + 1, c.Outcome))];
        new HistoryChecker<RecorderModelState, RecorderOperation>(new RecorderModel(history, FailingHook.None), history)
            .Explains(RecorderModelState.Initial, static _ => true).ShouldBeFalse(HistoryRecording.Print(history));
    }

    private void Check(RecorderOperation[][] threads, FailingHook failing)
    {
        HookedRecorder recorder = new(_loop!.CreateContext("r"));
        if (failing == FailingHook.Starting) recorder.Starting = static async _ => await Fail();
        if (failing == FailingHook.Stopped) recorder.Stopped = static async _ => await Fail();
        recorder.Register(new ProbeMetric(static tick => tick.Value == 0 ? true : throw new InvalidOperationException("poison")));

        List<HistoryCall<RecorderOperation>> history = HistoryRecording.Of(threads, operation => Perform(recorder, operation));
        Eventually.ShouldBeTrue(() => IsAtRest(recorder), "the recorder came to rest");
        RecorderStatus end = recorder.Status;
        new HistoryChecker<RecorderModelState, RecorderOperation>(new RecorderModel(history, failing), history)
            .Explains(RecorderModelState.Initial, state => state.Status == end)
            .ShouldBeTrue($"no order explains this, ending {end}:{Environment.NewLine}{HistoryRecording.Print(history)}");
        recorder.Statistics.Attempted
            .ShouldBe(history.Count(static c => c.Operation is RecorderOperation.RegisterEvent or RecorderOperation.RegisterPoison));
    }

    private static async Task Fail()
    {
        await Task.Yield();
        throw new IOException("hook");
    }

    private static string Perform(HookedRecorder recorder, RecorderOperation operation)
    {
        switch (operation)
        {
            case RecorderOperation.Start:
                recorder.Start();
                return "done";
            case RecorderOperation.Stop:
                recorder.Stop();
                return "done";
            case RecorderOperation.Register:
                recorder.Register(new Counter<Tock>("c"));
                return "done";
            case RecorderOperation.RegisterEvent:
                return $"{recorder.RegisterEvent(new Tick(0))}";
            case RecorderOperation.RegisterPoison:
                return $"{recorder.RegisterEvent(new Tick(1))}";
            default:
                return $"{recorder.Status}";
        }
    }

    // Nothing is under way, and what was accepted is applied or thrown away.
    private bool IsAtRest(HookedRecorder recorder)
    {
        if (_driver is null) _loop!.RunOnce();
        return recorder.Status is not (RecorderStatus.Starting or RecorderStatus.Stopping) && recorder.Statistics.Pending == 0;
    }

    private void StartLoop(bool isDriven)
    {
        _loop = new MetricsEventLoop();
        if (!isDriven) return;

        _driver = new Thread(() =>
        {
            while (!_isOver)
            {
                _loop.RunOnce();
                Thread.Yield();
            }
        })
        { IsBackground = true };
        _driver.Start();
    }
}
