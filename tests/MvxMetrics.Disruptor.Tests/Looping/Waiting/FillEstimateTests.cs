using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A faster rate is believed at once, a slower one by halves.</summary>
[TestFixture]
internal sealed class FillEstimateTests
{
    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;

    [Test]
    public void A_new_estimate_expects_lanes_to_fill_at_once() =>
        new FillEstimate(0).FillTime.ShouldBeLessThan(TimeSpan.FromMicroseconds(1));

    [Test]
    public void A_lane_that_a_quarter_was_found_in_after_a_millisecond_fills_in_four()
    {
        FillEstimate estimate = Settled();
        estimate.Observe(0.25, s_millisecond);
        estimate.FillTime.TotalMilliseconds.ShouldBe(4, 0.001);
    }

    [Test]
    public void A_faster_rate_is_believed_at_once()
    {
        FillEstimate estimate = Settled();
        estimate.Observe(0.01, s_millisecond);
        estimate.Observe(0.5, 2 * s_millisecond);
        estimate.FillTime.TotalMilliseconds.ShouldBe(2, 0.001);
    }

    [TestCase(1.0)]
    [TestCase(15.0 / 16)]
    public void A_lane_that_was_found_full_is_expected_to_fill_at_once(double fullness)
    {
        FillEstimate estimate = Settled();
        estimate.Observe(fullness, 1000 * s_millisecond);
        estimate.FillTime.ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
    }

    [Test]
    public void A_slower_rate_is_believed_by_halves()
    {
        FillEstimate estimate = Settled();
        estimate.Observe(0.5, s_millisecond);
        for (int expected = 4; expected <= 256; expected *= 2)
        {
            estimate.Observe(0, s_millisecond + 1);
            estimate.FillTime.TotalMilliseconds.ShouldBe(expected, 0.01);
        }
    }

    [Test]
    public void A_rate_of_next_to_nothing_never_fills_a_lane_and_never_overflows()
    {
        FillEstimate estimate = new(0);
        for (int i = 1; i < 5000; i++) estimate.Observe(0, i);
        estimate.FillTime.ShouldBe(TimeSpan.MaxValue);
    }

    [Test]
    public void A_clock_that_stands_still_or_goes_back_counts_as_one_tick()
    {
        FillEstimate estimate = Settled();
        estimate.Observe(0.5, -1_000_000);
        estimate.FillTime.TotalSeconds.ShouldBe(2.0 / Stopwatch.Frequency, 1e-7);
    }

    private static FillEstimate Settled()
    {
        FillEstimate estimate = new(0);
        for (int i = 0; i < 200; i++) estimate.Observe(0, 0);
        return estimate;
    }
}
