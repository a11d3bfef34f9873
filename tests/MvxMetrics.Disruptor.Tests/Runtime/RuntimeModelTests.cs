using CsCheck;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Random calls on one runtime from several threads at once: whatever happens must be possible by the lifecycle table.
/// A failure prints the seed, the calls as generated, and the history that no order of steps explains.
/// </summary>
internal sealed class RuntimeModelTests
{
    private const int Cases = 300;

    private static readonly Gen<RuntimeOperation> s_operation = Gen.Frequency(
        (1, Gen.Const(RuntimeOperation.Start)),
        (1, Gen.Const(RuntimeOperation.Shutdown)),
        (4, Gen.Const(RuntimeOperation.CreateA)),
        (2, Gen.Const(RuntimeOperation.CreateB)),
        (2, Gen.Const(RuntimeOperation.FindA)),
        (2, Gen.Const(RuntimeOperation.StopA)),
        (4, Gen.Const(RuntimeOperation.RemoveA)),
        (2, Gen.Const(RuntimeOperation.RemoveB)),
        (1, Gen.Const(RuntimeOperation.ReadStatus)),
        (2, Gen.Const(RuntimeOperation.ReadIds)));

    [Test]
    public void Calls_one_after_the_other_follow_the_table([Values] bool isStarted) =>
        s_operation.Array[1, 12].Select(static calls => new[] { calls }).Sample(calls => Check(calls, isStarted), iter: Cases, threads: 1);

    [Test]
    public void Calls_of_three_threads_at_once_follow_the_table([Values] bool isStarted) =>
        s_operation.Array[1, 4].Array[3].Sample(threads => Check(threads, isStarted), iter: Cases, threads: 1);

    [Test]
    public void The_checker_rejects_what_the_table_does_not_allow()
    {
        ShouldNotExplain([(RuntimeOperation.CreateA, "done"), (RuntimeOperation.CreateA, "done")]);
        ShouldNotExplain([(RuntimeOperation.CreateA, nameof(RecorderAlreadyExistsException))]);
        ShouldNotExplain([(RuntimeOperation.CreateA, "done"), (RuntimeOperation.RemoveA, "done"), (RuntimeOperation.ReadIds, "a")]);
        ShouldNotExplain([(RuntimeOperation.Shutdown, "done"), (RuntimeOperation.ReadStatus, "Stopping")]);
        ShouldNotExplain([(RuntimeOperation.Shutdown, "done"), (RuntimeOperation.Start, "done")]);
        ShouldNotExplain([(RuntimeOperation.CreateA, "done"), (RuntimeOperation.Shutdown, "done"), (RuntimeOperation.ReadIds, "a")]);
    }

    private static void ShouldNotExplain((RuntimeOperation Operation, string Outcome)[] calls)
    {
        List<HistoryCall<RuntimeOperation>> history =
            [.. calls.Select(static (c, i) => new HistoryCall<RuntimeOperation>(0, c.Operation, 2 * i, (2 * i) + 1, c.Outcome))];
        new HistoryChecker<RuntimeModelState, RuntimeOperation>(new RuntimeModel(), history)
            .Explains(new RuntimeModelState(RuntimeStatus.Running, 0, 0, 0), static _ => true)
            .ShouldBeFalse(HistoryRecording.Print(history));
    }

    private static void Check(RuntimeOperation[][] threads, bool isStarted)
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions
        {
            EventLoop = { LaneCount = 2, LaneBytes = LaneRoom.BytesFor<Tick>(64), SharedLaneBytes = LaneRoom.BytesFor<Tick>(64) },
        });
        if (isStarted) runtime.Start();

        List<HistoryCall<RuntimeOperation>> history = HistoryRecording.Of(threads, operation => Perform(runtime, operation));
        RuntimeStatus status = runtime.Status;
        string ids = string.Join(',', runtime.RecorderIds);
        new HistoryChecker<RuntimeModelState, RuntimeOperation>(new RuntimeModel(), history)
            .Explains(
                new RuntimeModelState(isStarted ? RuntimeStatus.Running : RuntimeStatus.Created, 0, 0, 0),
                state => state.Status == status && state.Ids == ids)
            .ShouldBeTrue($"no order explains this, ending {status} with '{ids}':{Environment.NewLine}{HistoryRecording.Print(history)}");
    }

    private static string Perform(MetricsRuntime runtime, RuntimeOperation operation)
    {
        switch (operation)
        {
            case RuntimeOperation.Start:
                runtime.Start();
                return "done";
            case RuntimeOperation.Shutdown:
                runtime.Shutdown();
                return "done";
            case RuntimeOperation.CreateA or RuntimeOperation.CreateB:
                MetricsRecorder created = runtime.CreateRecorder(operation == RuntimeOperation.CreateA ? "a" : "b");
                return created.Status is RecorderStatus.Running or RecorderStatus.Stopping or RecorderStatus.Stopped
                    ? "done"
                    : $"{created}";
            case RuntimeOperation.FindA:
                runtime.GetRecorder("a").EntityId.ShouldBe("a");
                return "found";
            case RuntimeOperation.StopA:
                runtime.StopRecorder("a");
                return "done";
            case RuntimeOperation.RemoveA or RuntimeOperation.RemoveB:
                runtime.StopAndRemoveRecorder(operation == RuntimeOperation.RemoveA ? "a" : "b");
                return "done";
            case RuntimeOperation.ReadStatus:
                return $"{runtime.Status}";
            default:
                return string.Join(',', runtime.RecorderIds);
        }
    }
}
