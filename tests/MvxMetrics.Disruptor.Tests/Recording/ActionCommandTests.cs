namespace MvxMetrics.Disruptor.Tests;

/// <summary>Each of the two delegates runs when it is its turn, and the second may be missing.</summary>
[TestFixture]
internal sealed class ActionCommandTests
{
    [Test]
    public void Execute_runs_the_first_delegate_and_cancel_the_second()
    {
        List<string> calls = [];
        ActionCommand command = new(() => calls.Add("execute"), () => calls.Add("cancel"));
        command.Execute();
        calls.ShouldBe(["execute"]);
        command.Cancel();
        calls.ShouldBe(["execute", "cancel"]);
    }

    [Test]
    public void Cancel_without_a_delegate_does_nothing()
    {
        int executed = 0;
        ActionCommand command = new(() => executed++);
        command.Cancel();
        executed.ShouldBe(0);
    }
}
