namespace MvxMetrics.Disruptor.Tests;

/// <summary>The runtime's status, where two threads can ask for different changes: which of them counts.</summary>
[TestFixture]
internal sealed class RuntimeStateTests
{
    [Test]
    public void A_start_is_begun_once()
    {
        RuntimeState state = new("app");
        state.TryBeginStart().ShouldBeTrue();
        Should.Throw<RuntimeStateException>(() => state.TryBeginStart()).Actual.ShouldBe(RuntimeStatus.Starting);
        state.CompleteStart();
        state.TryBeginStart().ShouldBeFalse("it runs");
        state.Status.ShouldBe(RuntimeStatus.Running);
    }

    [Test]
    public void A_loop_that_fails_during_a_shutdown_is_left_to_the_shutdown()
    {
        RuntimeState state = Running();
        state.BeginShutdown().ShouldBe(RuntimeStatus.Running);
        state.BeginShutdown().ShouldBe(RuntimeStatus.Stopping);

        state.TryFault(new IOException()).ShouldBeFalse();

        (state.Status, state.LastError).ShouldBe((RuntimeStatus.Stopping, null));
    }

    [Test]
    public void The_first_that_closes_decides_how_the_shutdown_ended([Values] bool clean)
    {
        RuntimeState state = Running();
        state.BeginShutdown();
        RuntimeShutdownException? first = clean ? null : Unclean();
        state.TryClose(first).ShouldBeTrue();

        state.TryClose(Unclean()).ShouldBeFalse();
        state.TryClose(null).ShouldBeFalse();
        state.TryFault(new IOException()).ShouldBeFalse();

        state.LastError.ShouldBeSameAs(first);
        state.BeginShutdown().ShouldBe(RuntimeStatus.Closed, "and stays closed");
        state.Status.ShouldBe(RuntimeStatus.Closed);
    }

    [Test]
    public void What_is_done_while_running_is_not_done_once_a_shutdown_has_begun()
    {
        RuntimeState state = Running();
        int done = 0;
        state.DoWhileRunning("CreateRecorder", () => done++);
        state.BeginShutdown();

        RuntimeStateException error = Should.Throw<RuntimeStateException>(() => state.DoWhileRunning("CreateRecorder", () => done++));

        error.Message.ShouldStartWith("CreateRecorder was refused: runtime 'app' is Stopping, and must be Running.");
        done.ShouldBe(1);
    }

    private static RuntimeState Running()
    {
        RuntimeState state = new("app");
        state.TryBeginStart();
        state.CompleteStart();
        return state;
    }

    private static RuntimeShutdownException Unclean() => new("app", timedOut: true, unappliedEvents: 1, failures: []);
}
