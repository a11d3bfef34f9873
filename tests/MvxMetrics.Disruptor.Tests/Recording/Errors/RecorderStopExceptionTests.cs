namespace MvxMetrics.Disruptor.Tests;

/// <summary>A failed start or stop says which recorder and cause, and a shutdown lists them.</summary>
[TestFixture]
internal sealed class RecorderStopExceptionTests : RuntimeFixture
{
    [Test]
    public void A_failed_start_and_stop_say_which_recorder_and_cause()
    {
        Should.Throw<RecorderStartException>(() => Runtime.CreateRecorder(
            "r", static context => new HookedRecorder(context) { Starting = static _ => throw new IOException("no") }))
            .Message.ShouldBe(
                "Recorder 'r' could not start: IOException, see the inner exception. Repair the cause and create a new recorder.");
        Runtime.CreateRecorder("r", static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });
        Should.Throw<RecorderStopException>(() => Runtime.StopRecorder("r"))
            .Message.ShouldBe("Recorder 'r' did not stop cleanly: IOException, see the inner exception. Its snapshots can still be read.");
    }

    [Test]
    public void A_shutdown_that_failed_lists_every_recorder_with_its_cause()
    {
        foreach (string id in (string[])["b", "a"])
            Runtime.CreateRecorder(id, static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });

        RuntimeShutdownException error = Should.Throw<RuntimeShutdownException>(Runtime.Shutdown);

        error.Message.ShouldStartWith("Runtime 'mvx' is shut down, but not cleanly. Recorders that failed: ");
        foreach (string id in (string[])["a", "b"])
            error.Message.ShouldContain($"'{id}' (RecorderStopException: Recorder '{id}' did not stop cleanly: IOException");
        error.Failures.Values.ShouldAllBe(static e => e.InnerException is IOException);
        error.InnerException.ShouldBeOfType<AggregateException>().InnerExceptions.Count.ShouldBe(2);
        (error.TimedOut, error.UnappliedEvents).ShouldBe((false, 0));
    }
}
