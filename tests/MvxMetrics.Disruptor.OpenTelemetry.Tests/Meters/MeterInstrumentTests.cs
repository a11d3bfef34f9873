namespace MvxMetrics.Disruptor.Tests;

/// <summary>An instrument is published by one.</summary>
[TestFixture]
internal sealed class MeterInstrumentTests
{
    [Test]
    public void Of_all_who_want_to_publish_it_one_may()
    {
        InstrumentIdentity identity = new("m", "total", SeriesKind.Counter, null, true);
        for (int round = 0; round < 100; round++)
        {
            MeterInstrument instrument = new(round, identity, "m", false, null);
            instrument.IsPublished.ShouldBeFalse();
            int publishers = 0;
            Parallel.For(0, 4, _ =>
            {
                if (instrument.TryPublish()) Interlocked.Increment(ref publishers);
            });
            (publishers, instrument.IsPublished, instrument.Number).ShouldBe((1, true, round));
        }
    }
}
