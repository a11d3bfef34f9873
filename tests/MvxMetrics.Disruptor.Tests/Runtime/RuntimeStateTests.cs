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

    [Test]
    public void A_fault_counts_while_starting_and_running_and_is_final([Values] bool isRunning)
    {
        RuntimeState state = new("app");
        IOException error = new();
        state.TryFault(error).ShouldBeFalse("it has not begun");
        (state.Status, state.LastError).ShouldBe((RuntimeStatus.Created, null));
        state.TryBeginStart();
        if (isRunning) state.CompleteStart();

        state.TryFault(error).ShouldBeTrue();
        state.TryFault(new DivideByZeroException()).ShouldBeFalse("the first fault counts");

        (state.Status, state.LastError).ShouldBe((RuntimeStatus.Faulted, error));
        Should.Throw<RuntimeStateException>(() => state.TryBeginStart()).InnerException.ShouldBeSameAs(error);
        Should.Throw<RuntimeStateException>(() => state.BeginShutdown()).Message.ShouldStartWith(
            "Shutdown was refused: runtime 'app' is Faulted, and must be Created, Running, Stopping or Closed.");
        state.Status.ShouldBe(RuntimeStatus.Faulted);
    }

    [Test]
    public void A_runtime_that_never_ran_is_shut_down_as_well()
    {
        RuntimeState state = new("app");
        state.BeginShutdown().ShouldBe(RuntimeStatus.Created);
        state.Status.ShouldBe(RuntimeStatus.Stopping);
        Should.Throw<RuntimeStateException>(() => state.TryBeginStart()).Actual.ShouldBe(RuntimeStatus.Stopping);
    }

    [Test]
    public void A_refusal_has_the_last_error_as_its_cause_after_a_fault_only()
    {
        RuntimeState closed = Running();
        closed.BeginShutdown();
        closed.TryClose(Unclean());
        closed.LastError.ShouldNotBeNull();
        closed.Refused("Flush", "Running").InnerException.ShouldBeNull();

        RuntimeState faulted = Running();
        faulted.TryFault(new IOException());
        RuntimeStateException refusal = faulted.Refused("Flush", "Running");
        (refusal.Actual, refusal.InnerException).ShouldBe((RuntimeStatus.Faulted, faulted.LastError));
    }

    [Test]
    public void An_action_that_throws_leaves_the_status_free_for_others()
    {
        RuntimeState state = Running();
        Should.Throw<DivideByZeroException>(() => state.DoWhileRunning("CreateRecorder", static () => throw new DivideByZeroException()));
        Producers.Run(1, _ => state.BeginShutdown().ShouldBe(RuntimeStatus.Running));
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
