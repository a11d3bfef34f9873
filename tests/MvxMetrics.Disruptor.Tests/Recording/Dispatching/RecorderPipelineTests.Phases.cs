namespace MvxMetrics.Disruptor.Tests;

/// <content>What becomes of a run by the phase the pipeline is in: thrown away, kept, applied; and always counted.</content>
internal sealed partial class RecorderPipelineTests
{
    [Test]
    public void Events_are_thrown_away_before_a_start_kept_during_it_and_applied_after_it()
    {
        using StagedRecorder stage = new(RecorderStatus.Created);
        RecorderPipeline pipeline = stage.Recorder.Pipeline;
        Consume(stage, 1, 2);
        Counts(pipeline).ShouldBe((0, 2, 0));

        pipeline.BeginHolding();
        Consume(stage, 3, 4);
        Counts(pipeline).ShouldBe((0, 2, 4));
        stage.Log.Values.ShouldBeEmpty();

        pipeline.Activate().ShouldBeTrue();
        Counts(pipeline).ShouldBe((4, 2, 0));
        Consume(stage, 7, 1);
        Counts(pipeline).ShouldBe((5, 2, 0));
        stage.Log.Values.ShouldBe([3, 4, 5, 6, 7]);

        pipeline.Discard();
        Consume(stage, 8, 10);
        Counts(pipeline).ShouldBe((5, 12, 0));
        stage.Log.Values.Count.ShouldBe(5);
    }

    [Test]
    public void What_was_kept_is_thrown_away_with_the_start_that_failed_and_does_not_come_back()
    {
        using StagedRecorder stage = new(RecorderStatus.Created);
        RecorderPipeline pipeline = stage.Recorder.Pipeline;
        pipeline.BeginHolding();
        Consume(stage, 1, 3);
        pipeline.Discard();
        Counts(pipeline).ShouldBe((0, 3, 0));

        pipeline.BeginHolding();
        pipeline.Activate().ShouldBeTrue();
        Counts(pipeline).ShouldBe((0, 3, 0));
        stage.Log.Values.ShouldBeEmpty();
    }

    [Test]
    public void What_comes_beyond_the_holding_capacity_is_counted_as_discarded()
    {
        using StagedRecorder stage = new(RecorderStatus.Created, new RecorderOptions { HoldingCapacity = 3 });
        RecorderPipeline pipeline = stage.Recorder.Pipeline;
        pipeline.BeginHolding();
        Consume(stage, 1, 5);
        Counts(pipeline).ShouldBe((0, 2, 3));
        pipeline.Activate().ShouldBeTrue();
        Counts(pipeline).ShouldBe((3, 2, 0));
        stage.Log.Values.ShouldBe([1, 2, 3]);
    }

    [Test]
    public void A_kept_event_that_a_metric_cannot_bear_ends_the_activation_and_the_rest_is_discarded()
    {
        using StagedRecorder stage = new(RecorderStatus.Starting);
        stage.Recorder.Register(new ProbeMetric(static t => t.Value < 3 ? true : throw new DivideByZeroException()));
        stage.Loop.RunOnce();
        RecorderPipeline pipeline = stage.Recorder.Pipeline;
        Consume(stage, 1, 5);
        pipeline.Activate().ShouldBeFalse();
        Counts(pipeline).ShouldBe((2, 3, 0));
        stage.Recorder.Status.ShouldBe(RecorderStatus.Faulted);
        pipeline.StateLock.TryBeginRead(out _).ShouldBeTrue("the write section is closed");
    }

    [Test]
    public void A_metric_that_handles_nothing_of_a_run_still_has_it_counted_and_leaves_readers_alone()
    {
        using StagedRecorder stage = new(RecorderStatus.Running);
        RecorderPipeline pipeline = stage.Recorder.Pipeline;
        pipeline.StateLock.TryBeginRead(out long version).ShouldBeTrue();
        PublishedRun.Of(stage.Recorder, [new Tock(1), new Tock(2)], (in RecordRun run) => pipeline.Consume(in run));
        Counts(pipeline).ShouldBe((2, 0, 0));
        pipeline.StateLock.TryEndRead(version).ShouldBeTrue("no write section was opened for it");
        Consume(stage, 1, 1);
        pipeline.StateLock.TryEndRead(version).ShouldBeFalse();
    }

    private static void Consume(StagedRecorder stage, int first, int count) => PublishedRun.Of(
        stage.Recorder, PublishedRun.Ticks(first, count), (in RecordRun run) => stage.Recorder.Pipeline.Consume(in run));

    private static (long Processed, long Discarded, long Held) Counts(RecorderPipeline pipeline) =>
        (pipeline.Account.Processed, pipeline.Account.Discarded, pipeline.Account.Held);
}
