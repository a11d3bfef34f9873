namespace MvxMetrics.Disruptor.Tests;

/// <summary>The parking handshake over a monitor, as on systems without anything better.</summary>
[TestFixture]
internal sealed class MonitorConsumerSignalTests : ConsumerSignalContract
{
    [Test]
    public void It_says_that_it_sleeps_for_a_millisecond_and_more()
    {
        ConsumerSignal signal = new(NewPlace());
        signal.IsPrecise.ShouldBeFalse();
        signal.PrepareToPark();
        Parked(signal, TimeSpan.FromMicroseconds(10)).ShouldBeGreaterThan(TimeSpan.FromMicroseconds(500));
    }

    protected override IParkingPlace NewPlace() => new MonitorParkingPlace();
}
