namespace MvxMetrics.Disruptor.Tests;

/// <content>CreateRecorder: bad options of the recorder are refused by name.</content>
internal sealed partial class MetricsEventLoopTests
{
    private static readonly (string Name, Action<RecorderOptions> Spoil)[] s_recorder =
    [
        ("OverflowPolicy", static o => o.OverflowPolicy = (OverflowPolicy)(-1)),
        ("WaitTimeout", static o => o.WaitTimeout = TimeSpan.FromTicks(-1)),
        ("WaitTimeout", static o => o.WaitTimeout = TimeSpan.MaxValue),
        ("MaxPendingEvents", static o => o.MaxPendingEvents = 0),
        ("MaxPendingEvents", static o => o.MaxPendingEvents = -5),
        ("HoldingCapacity", static o => o.HoldingCapacity = 0),
        ("HoldingCapacity", static o => o.HoldingCapacity = int.MaxValue),
    ];

    [Test]
    public void Bad_recorder_options_are_refused_by_name([Range(0, 6)] int index)
    {
        using MetricsEventLoop loop = new();
        RecorderOptions options = new();
        s_recorder[index].Spoil(options);
        Should.Throw<ArgumentException>(() => loop.CreateRecorder("r", options)).ParamName.ShouldBe(s_recorder[index].Name);
    }
}
