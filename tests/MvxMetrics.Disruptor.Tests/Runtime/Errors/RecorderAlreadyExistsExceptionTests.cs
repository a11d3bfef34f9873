namespace MvxMetrics.Disruptor.Tests;

/// <summary>The error for an id that is taken.</summary>
[TestFixture]
internal sealed class RecorderAlreadyExistsExceptionTests
{
    [Test]
    public void It_names_the_id_and_the_ways_out() => new RecorderAlreadyExistsException("storage").Message.ShouldBe(
        "CreateRecorder was refused: this runtime already has a recorder 'storage'. Choose another id, or remove that recorder first.");
}
