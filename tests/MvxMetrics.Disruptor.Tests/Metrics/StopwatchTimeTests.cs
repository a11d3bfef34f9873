using System.Diagnostics;
using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Ticks of the stopwatch in nanoseconds: exact as far as a long goes, and never beyond.</summary>
[TestFixture]
internal sealed class StopwatchTimeTests
{
    // Ticks, frequency, nanoseconds.
    [TestCase(0, 1_000_000_000, 0)]
    [TestCase(long.MaxValue, 1_000_000_000, long.MaxValue)]
    [TestCase(long.MinValue, 1_000_000_000, long.MinValue)]
    [TestCase(1, 10_000_000, 100)]
    [TestCase(-7, 10_000_000, -700)]
    [TestCase(92_233_720_368_547_758, 10_000_000, 9_223_372_036_854_775_800)]
    [TestCase(92_233_720_368_547_759, 10_000_000, long.MaxValue)]
    [TestCase(-92_233_720_368_547_759, 10_000_000, long.MinValue)]
    [TestCase(long.MaxValue, 24_000_000, long.MaxValue)]
    [TestCase(24_000_000, 24_000_000, 1_000_000_000)]
    [TestCase(1, 24_000_000, 41)]
    [TestCase(-1, 24_000_000, -41)]
    [TestCase(3_579_545L * 86_400 * 365, 3_579_545, 31_536_000_000_000_000)]
    [TestCase(3, 3_000_000_000, 1)]
    [TestCase(long.MaxValue, 3_000_000_000, long.MaxValue / 3)]
    public void Ticks_become_nanoseconds_for_every_frequency(long ticks, long frequency, long nanoseconds) =>
        StopwatchTime.ToNanoseconds(ticks, frequency).ShouldBe(nanoseconds);

    [Test]
    public void A_second_of_this_machine_is_a_billion_nanoseconds() =>
        StopwatchTime.ToNanoseconds(Stopwatch.Frequency).ShouldBe(1_000_000_000);

    // Start, end, ticks between them as far as a long shows them.
    [TestCase(5, 8, 3)]
    [TestCase(8, 5, -3)]
    [TestCase(7, 7, 0)]
    [TestCase(long.MinValue, long.MaxValue, long.MaxValue)]
    [TestCase(long.MaxValue, long.MinValue, long.MinValue)]
    [TestCase(-1, long.MaxValue, long.MaxValue)]
    [TestCase(1, long.MinValue, long.MinValue)]
    [TestCase(0, long.MaxValue, long.MaxValue)]
    public void The_time_between_two_timestamps_stays_within_a_long(long start, long end, long ticks) =>
        StopwatchTime.Between(start, end).ShouldBe(StopwatchTime.ToNanoseconds(ticks));

    [Test]
    public void Many_times_at_once_are_those_of_each_wherever_one_of_them_overflows()
    {
        Gen<long> timestamp = Gen.Frequency((12, Gen.Long[0, 5000]), (1, Gen.Long), (1, Gen.Bool.Select(LowestOrHighest)));
        Gen.Select(timestamp, timestamp).Array[0, 64].Sample(static pairs =>
        {
            long[] times = [.. pairs.Select(static p => p.Item1)];
            long[] ends = [.. pairs.Select(static p => p.Item2)];
            StopwatchTime.Between(times, ends);
            times.ShouldBe(pairs.Select(static p => StopwatchTime.Between(p.Item1, p.Item2)));
        }, iter: 5_000, threads: 1);
    }

    private static long LowestOrHighest(bool isLowest) => isLowest ? long.MinValue : long.MaxValue;
}
