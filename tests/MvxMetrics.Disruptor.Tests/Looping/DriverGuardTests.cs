namespace MvxMetrics.Disruptor.Tests;

/// <summary>One thread at a time is inside the loop: who is, who was, and who is refused.</summary>
[TestFixture]
internal sealed class DriverGuardTests
{
    [Test]
    public void It_knows_who_is_inside_and_who_drove_last()
    {
        DriverGuard guard = new();
        (guard.IsMine, guard.IsOrWasMine).ShouldBe((false, false), "nobody is inside");

        guard.Enter("RunOnce");
        (guard.IsMine, guard.IsOrWasMine).ShouldBe((true, true));
        Producers.Run(1, _ => (guard.IsMine, guard.IsOrWasMine).ShouldBe((false, false), "another thread"));

        guard.Leave();
        (guard.IsMine, guard.IsOrWasMine).ShouldBe((false, true));
        Producers.Run(1, _ =>
        {
            guard.Enter("RunOnce");
            guard.Leave();
        });
        guard.IsOrWasMine.ShouldBeFalse("another thread drove last");
    }

    [Test]
    public void The_thread_inside_does_not_go_in_once_more([Values] bool forCommands)
    {
        DriverGuard guard = new();
        if (forCommands) guard.TryEnterForCommands().ShouldBeTrue();
        else guard.Enter("RunOnce");

        Should.Throw<LoopReentrancyException>(() => guard.Enter("Dispose")).Message.ShouldStartWith("Dispose was refused: ");
        guard.TryEnterForCommands().ShouldBeFalse();

        guard.IsMine.ShouldBeTrue("a refusal changes nothing");
        guard.Leave();
        guard.Enter("RunOnce");
    }

    [Test]
    public void A_second_driver_is_refused_and_told_of_the_first()
    {
        DriverGuard guard = new();
        guard.Enter("RunOnce");
        int first = Environment.CurrentManagedThreadId;

        Producers.Run(1, _ =>
        {
            Should.Throw<InvalidOperationException>(() => guard.Enter("Dispose")).Message.ShouldBe(
                $"Dispose was refused: thread {first} is inside this loop, and a loop runs on one thread at a time. "
                + "Drive it from one thread, or guard the calls with a lock. Nothing was harmed.");
            guard.TryEnterForCommands().ShouldBeFalse();
            guard.IsOrWasMine.ShouldBeFalse("it has not been inside");
        });

        guard.IsMine.ShouldBeTrue();
    }

    [Test]
    public void Who_runs_commands_only_is_inside_but_does_not_count_as_the_driver()
    {
        DriverGuard guard = new();
        Producers.Run(1, _ =>
        {
            guard.Enter("RunOnce");
            guard.Leave();
        });

        guard.TryEnterForCommands().ShouldBeTrue();
        (guard.IsMine, guard.IsOrWasMine).ShouldBe((true, true));
        guard.Leave();

        (guard.IsMine, guard.IsOrWasMine).ShouldBe((false, false));
    }

    [Test]
    public void A_driver_lets_a_thread_that_runs_commands_finish()
    {
        DriverGuard guard = new();
        int commandsRan = 0;
        Thread? driver = null;
        using ManualResetEventSlim inside = new();
        Producers.Run(2, thread =>
        {
            if (thread == 0)
            {
                guard.TryEnterForCommands().ShouldBeTrue();
                inside.Set();
                Eventually.ShouldBeTrue(
                    () => Volatile.Read(ref driver) is { } waiting && waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin),
                    "the driver has spun for so long that it sleeps");
                Volatile.Write(ref commandsRan, 1);
                guard.Leave();
                return;
            }

            inside.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            Volatile.Write(ref driver, Thread.CurrentThread);
            guard.Enter("RunOnce");
            Volatile.Read(ref commandsRan).ShouldBe(1);
            guard.Leave();
        });
    }
}
