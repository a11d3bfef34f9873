namespace MvxMetrics.Disruptor.Tests;

/// <summary>Who waits for a command is told when nobody comes to it any more, and nobody else is.</summary>
[TestFixture]
internal sealed class LoopWaitsTests
{
    [Test]
    public void All_commands_that_are_waited_for_are_cancelled_and_those_that_are_not_are_left()
    {
        LoopWaits waits = new();
        FlushCommand first = new();
        FlushCommand second = new();
        FlushCommand done = new();
        foreach (FlushCommand flush in (FlushCommand[])[first, second, done]) waits.Add(flush);
        waits.Remove(done);
        waits.Remove(done);

        waits.CancelAll();

        (first.Done.IsCompleted, second.Done.IsCompleted, done.Done.IsCompleted).ShouldBe((true, true, false));
        (first.Done.Result, second.Done.Result).ShouldBe((false, false));
    }

    [Test]
    public void A_command_is_found_by_every_shutdown_until_its_waiter_takes_it_back()
    {
        LoopWaits waits = new();
        int cancelled = 0;
        ActionCommand command = new(static () => { }, () => cancelled++);
        waits.CancelAll();
        waits.Add(command);
        waits.Add(command);
        waits.CancelAll();
        cancelled.ShouldBe(1, "it is waited for once");
        waits.Remove(command);
        waits.CancelAll();
        cancelled.ShouldBe(1);
    }
}
