namespace MvxMetrics.Disruptor.Tests;

/// <summary>Options of a recorder: their defaults, the most and the least they may be, and that they are read once.</summary>
[TestFixture]
internal sealed class RecorderOptionsTests
{
    [Test]
    public void Defaults_are_valid_and_those_of_the_documentation()
    {
        RecorderOptions options = new();
        (options.EntityId, options.OverflowPolicy, options.MaxPendingEvents).ShouldBe((null, null, null));
        (options.WaitTimeout, options.HoldingCapacity).ShouldBe((TimeSpan.FromSeconds(1), 1024));
        Should.NotThrow(options.Validate);
    }

    [Test]
    public void The_least_and_the_most_are_valid_and_one_beyond_is_not()
    {
        TimeSpan longest = TimeSpan.FromMilliseconds(int.MaxValue);
        Should.NotThrow(new RecorderOptions { WaitTimeout = TimeSpan.Zero, MaxPendingEvents = 1, HoldingCapacity = 1 }.Validate);
        Should.NotThrow(new RecorderOptions
        {
            WaitTimeout = longest,
            MaxPendingEvents = int.MaxValue,
            HoldingCapacity = HoldingBuffer.MaxEvents,
            OverflowPolicy = OverflowPolicy.Wait,
        }.Validate);

        Refused(new RecorderOptions { WaitTimeout = longest + TimeSpan.FromTicks(1) }, "WaitTimeout");
        Refused(new RecorderOptions { WaitTimeout = TimeSpan.FromTicks(-1) }, "WaitTimeout");
        Refused(new RecorderOptions { MaxPendingEvents = 0 }, "MaxPendingEvents");
        Refused(new RecorderOptions { HoldingCapacity = 0 }, "HoldingCapacity");
        Refused(new RecorderOptions { HoldingCapacity = HoldingBuffer.MaxEvents + 1 }, "HoldingCapacity");
        Refused(new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait + 1 }, "OverflowPolicy");

        static void Refused(RecorderOptions options, string name)
        {
            ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(options.Validate);
            error.ParamName.ShouldBe(name);
            error.Message.ShouldStartWith($"{name} must ");
        }
    }

    [Test]
    public void A_recorder_reads_its_options_once()
    {
        using MetricsEventLoop loop = new();
        RecorderOptions options = new() { EntityId = "before", MaxPendingEvents = 1, OverflowPolicy = OverflowPolicy.DropNewest };
        MetricsRecorder recorder = loop.CreateRecorder("r", options);
        options.EntityId = "after";
        options.MaxPendingEvents = null;
        options.OverflowPolicy = OverflowPolicy.Throw;
        recorder.EntityId.ShouldBe("before");
        recorder.RegisterEvents<Tick>(new Tick[3]).ShouldBe(1);
    }
}
