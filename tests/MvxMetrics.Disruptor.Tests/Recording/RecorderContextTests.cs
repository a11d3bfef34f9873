using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a custom recorder is given, and may change before its base class reads it.</summary>
[TestFixture]
internal sealed class RecorderContextTests
{
    [Test]
    public void It_carries_the_id_as_given_and_the_very_options_or_defaults()
    {
        using MetricsEventLoop loop = new();
        RecorderOptions options = new() { HoldingCapacity = 7 };
        RecorderContext context = new(loop, " id ", options);
        context.Id.ShouldBe(" id ");
        context.Options.ShouldBeSameAs(options);
        context.Host.ShouldBeSameAs(loop);

        RecorderContext plain = new(loop, "id", options: null);
        plain.Options.ShouldNotBeNull();
        (plain.Options.EntityId, plain.Options.HoldingCapacity).ShouldBe((null, 1024));
        new RecorderContext(loop, "id", options: null).Options.ShouldNotBeSameAs(plain.Options);
    }

    [Test]
    public void A_custom_recorder_changes_options_before_they_are_read()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { OverflowPolicy = OverflowPolicy.Throw });
        FrugalRecorder recorder = loop.CreateRecorder("r", static context => new FrugalRecorder(context));
        recorder.Register(new Counter<Tick>("c"));
        recorder.EntityId.ShouldBe("r, frugal");
        recorder.RegisterEvents<Tick>(new Tick[5]).ShouldBe(2);
        recorder.Statistics.Dropped.ShouldBe(3);
        loop.RunOnce().ShouldBe(2);
    }

    private sealed class FrugalRecorder(RecorderContext context) : MetricsRecorder(Frugal(context))
    {
        private static RecorderContext Frugal(RecorderContext context)
        {
            context.Options.EntityId = context.Id + ", frugal";
            context.Options.MaxPendingEvents = 2;
            context.Options.OverflowPolicy = OverflowPolicy.DropNewest;
            return context;
        }
    }
}
