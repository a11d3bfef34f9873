namespace MvxMetrics.Disruptor.Tests;

/// <summary>The error for a call that a runtime's status does not allow: what was asked, what stood in the way, what to do.</summary>
[TestFixture]
internal sealed class RuntimeStateExceptionTests
{
    [TestCase(RuntimeStatus.Created, " Call Start first.")]
    [TestCase(RuntimeStatus.Starting, " Wait until Start has returned.")]
    [TestCase(RuntimeStatus.Running, "")]
    [TestCase(RuntimeStatus.Stopping, " A runtime is not started twice: create a new one.")]
    [TestCase(RuntimeStatus.Closed, " A runtime is not started twice: create a new one.")]
    [TestCase(RuntimeStatus.Faulted, " A fault is final: see LastError, dispose it, and create a new one.")]
    public void It_gives_the_advice_that_fits_the_status(RuntimeStatus actual, string advice)
    {
        IOException lastError = new();
        RuntimeStateException error = new("Flush", "app", actual, "Running", lastError);
        error.Message.ShouldBe($"Flush was refused: runtime 'app' is {actual}, and must be Running.{advice}");
        error.Actual.ShouldBe(actual);
        error.InnerException.ShouldBeSameAs(lastError);
    }

    [Test]
    public void Without_a_last_error_there_is_no_cause() =>
        new RuntimeStateException("Start", "app", RuntimeStatus.Closed, "Created or Running").InnerException.ShouldBeNull();
}
