using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A capture shows all recorders as of the moment in which the loop came to it.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RuntimeCaptureTests : IDisposable
{
    private readonly MetricsEventLoop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Test]
    public void It_shows_what_was_applied_when_the_loop_came_to_it_and_nothing_later()
    {
        MetricsRecorder b = Recorder("b");
        MetricsRecorder a = Recorder("a");
        RuntimeCapture capture = new(_loop, [KeyValuePair.Create("b", b), KeyValuePair.Create("a", a)]);
        a.Register(new Counter<Tick>("late"));
        Send(b, 2);
        Send(a, 3);
        capture.Done.IsCompleted.ShouldBeFalse();

        capture.Execute();
        Send(b, 5);

        capture.Done.IsCompletedSuccessfully.ShouldBeTrue();
        RuntimeSnapshot snapshot = capture.ToSnapshot();
        snapshot.Recorders.Keys.ShouldBe(["b", "a"], "in the order in which they were given");
        snapshot["b"]["count"]["total"].ToInt64().ShouldBe(2);
        snapshot["a"]["count"]["total"].ToInt64().ShouldBe(3);
        snapshot["a"].Keys.ShouldBe(["count"], "a metric registered since it was asked for is not shown");
        snapshot.Statistics.ShouldBalance(5, 5);
    }

    [Test]
    public void A_runtime_without_recorders_has_numbers_all_the_same()
    {
        RuntimeCapture capture = new(_loop, []);
        capture.Execute();
        RuntimeSnapshot snapshot = capture.ToSnapshot();
        snapshot.Recorders.ShouldBeEmpty();
        snapshot.Statistics.LaneCount.ShouldBe(_loop.Statistics.LaneCount);
    }

    [Test]
    public void Whoever_waits_is_told_when_the_loop_will_not_come_to_it()
    {
        RuntimeCapture capture = new(_loop, [KeyValuePair.Create("r", Recorder("r"))]);
        capture.Cancel();
        capture.Done.IsCanceled.ShouldBeTrue();
        Should.NotThrow(capture.Execute, "a loop that comes to it after all harms nothing");
        capture.Done.IsCanceled.ShouldBeTrue();
    }

    [Test]
    public void A_copy_that_fails_is_the_waiters_error_and_not_the_loops()
    {
        MetricsRecorder recorder = _loop.CreateRecorder("r");
        recorder.Register(new UncopyableMetric());
        RuntimeCapture capture = new(_loop, [KeyValuePair.Create("r", recorder)]);

        Should.NotThrow(capture.Execute);

        capture.Done.Exception.ShouldNotBeNull().InnerException.ShouldBeOfType<DivideByZeroException>();
    }

    private MetricsRecorder Recorder(string id)
    {
        MetricsRecorder recorder = _loop.CreateRecorder(id);
        recorder.Register(new Counter<Tick>("count"));
        return recorder;
    }

    private void Send(MetricsRecorder recorder, int events)
    {
        for (int i = 0; i < events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        _loop.RunOnce().ShouldBe(events);
    }

    private sealed class UncopyableMetric() : Metric("uncopyable", MetricKind.Custom, null, null)
    {
        internal override int StateBytes => 8;

        internal override void CopyStateTo(Span<byte> destination, CopyExtent extent) => throw new DivideByZeroException();

        internal override void SubtractState(Span<byte> state, ReadOnlySpan<byte> earlier)
        {
        }

        internal override void Describe(ReadOnlySpan<byte> state, DimensionWriter writer)
        {
        }
    }
}
