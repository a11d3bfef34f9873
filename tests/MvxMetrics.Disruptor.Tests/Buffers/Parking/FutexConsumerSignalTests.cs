namespace MvxMetrics.Disruptor.Tests;

/// <summary>The parking handshake over Linux' futex.</summary>
[TestFixture]
[Platform(Include = "Linux")]
internal sealed class FutexConsumerSignalTests : ConsumerSignalContract
{
    [Test]
    public void Linux_offers_it_and_it_is_what_a_ring_buffer_takes()
    {
        FutexParkingPlace.IsAvailable.ShouldBeTrue();
        new ConsumerSignal().IsPrecise.ShouldBeTrue();
    }

    [Test]
    public void It_sleeps_for_less_than_a_millisecond_and_not_for_less_than_asked()
    {
        ConsumerSignal signal = new(NewPlace());
        TimeSpan[] times = new TimeSpan[101];
        for (int i = 0; i < times.Length; i++)
        {
            signal.PrepareToPark();
            times[i] = Parked(signal, TimeSpan.FromMicroseconds(100));
        }

        Array.Sort(times);
        TestContext.Out.WriteLine(
            $"100 µs took {times[0].TotalMicroseconds:F0} to {times[^1].TotalMicroseconds:F0} µs, "
            + $"median {times[50].TotalMicroseconds:F0}");
        times[50].ShouldBeInRange(TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(1));
    }

    protected override IParkingPlace NewPlace() => new FutexParkingPlace();
}
