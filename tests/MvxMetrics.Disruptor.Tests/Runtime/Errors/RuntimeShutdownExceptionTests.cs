namespace MvxMetrics.Disruptor.Tests;

/// <summary>The error of a shutdown that was not clean says all that was not, and nothing that was.</summary>
[TestFixture]
internal sealed class RuntimeShutdownExceptionTests
{
    private const string Head = "Runtime 'app' is shut down, but not cleanly.";

    [Test]
    public void It_lists_the_time_the_events_and_the_recorders()
    {
        IOException first = new("gone");
        DivideByZeroException second = new("none");
        RuntimeShutdownException error = new(
            "app", timedOut: true, unappliedEvents: 12, [KeyValuePair.Create<string, Exception>("a", first), new("b", second)]);

        error.Message.ShouldBe(
            Head + " Its time was over: look for a handler or hook that blocks, or allow more time."
            + " 12 accepted event(s) were not applied."
            + " Recorders that failed: 'a' (IOException: gone); 'b' (DivideByZeroException: none).");
        (error.TimedOut, error.UnappliedEvents).ShouldBe((true, 12));
        error.Failures.ShouldBe(new Dictionary<string, Exception> { ["a"] = first, ["b"] = second });
        error.InnerException.ShouldBeOfType<AggregateException>().InnerExceptions.ShouldBe([first, second]);
    }

    [TestCase(true, 0, " Its time was over: look for a handler or hook that blocks, or allow more time.")]
    [TestCase(false, 1, " 1 accepted event(s) were not applied.")]
    [TestCase(false, 0, "")]
    public void What_was_in_order_is_not_mentioned(bool timedOut, int unapplied, string rest)
    {
        RuntimeShutdownException error = new("app", timedOut, unapplied, []);
        error.Message.ShouldBe(Head + rest);
        (error.TimedOut, error.UnappliedEvents, error.Failures.Count).ShouldBe((timedOut, unapplied, 0));
        error.InnerException.ShouldBeNull();
    }

    [Test]
    public void The_loops_own_error_is_the_cause_where_there_is_one()
    {
        InvalidOperationException loopError = new("the loop");
        KeyValuePair<string, Exception>[] failures = [new("a", new IOException("gone"))];
        new RuntimeShutdownException("app", false, 0, failures, loopError).InnerException.ShouldBeSameAs(loopError);
    }

    [Test]
    public void Failures_that_are_added_later_are_not_shown()
    {
        Dictionary<string, Exception> failures = new() { ["a"] = new IOException() };
        RuntimeShutdownException error = new("app", false, 0, failures);
        failures["late"] = new IOException();
        error.Failures.Keys.ShouldBe(["a"]);
    }
}
