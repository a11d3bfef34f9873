namespace MvxMetrics.Disruptor.Tests;

/// <summary>The error for an id that no recorder has.</summary>
[TestFixture]
internal sealed class RecorderNotFoundExceptionTests
{
    [Test]
    public void It_names_the_call_the_id_and_where_to_look() => new RecorderNotFoundException("StopRecorder", "storage").Message.ShouldBe(
        "StopRecorder was refused: this runtime has no recorder 'storage'. RecorderIds lists those it has.");
}
