namespace MvxMetrics.Disruptor.Tests;

/// <summary>Linux' futex as a place to park in.</summary>
[TestFixture]
[Platform(Include = "Linux")]
internal sealed class FutexParkingPlaceTests : ParkingPlaceContract
{
    [Test]
    public void It_says_that_it_can_sleep_for_less_than_a_millisecond() => NewPlace().IsPrecise.ShouldBeTrue();

    protected override IParkingPlace NewPlace() => new FutexParkingPlace();
}
