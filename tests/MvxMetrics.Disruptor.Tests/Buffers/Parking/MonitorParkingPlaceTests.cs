namespace MvxMetrics.Disruptor.Tests;

/// <summary>A monitor as a place to park in.</summary>
[TestFixture]
internal sealed class MonitorParkingPlaceTests : ParkingPlaceContract
{
    [Test]
    public void It_says_that_it_cannot_sleep_for_less_than_a_millisecond() => NewPlace().IsPrecise.ShouldBeFalse();

    protected override IParkingPlace NewPlace() => new MonitorParkingPlace();
}
