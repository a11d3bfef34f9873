using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Exponentially weighted rates: by the stated formula, whatever the length of a step.</summary>
[TestFixture]
internal sealed class DecayingRatesTests
{
    [Test]
    public void A_step_of_a_minute_leads_each_rate_as_far_as_its_constant_says()
    {
        DecayingRates rates = default;
        rates.Step(10, 60);
        rates.One.ShouldBe(6.321205588285577, 1e-12);
        rates.Five.ShouldBe(1.812692469220181, 1e-12);
        rates.Fifteen.ShouldBe(0.6449301496838222, 1e-12);
        rates.Step(0, 60);
        rates.One.ShouldBe(6.321205588285577 / Math.E, 1e-12);
    }

    [Test]
    public void One_long_step_is_as_many_short_ones_of_the_same_rate()
    {
        DecayingRates once = new() { One = 3, Five = 50, Fifteen = 7 };
        DecayingRates often = once;
        once.Step(8, 100);
        for (int i = 0; i < 1000; i++) often.Step(8, 0.1);
        (often.One, often.Five, often.Fifteen).ShouldSatisfyAllConditions(
            r => r.One.ShouldBe(once.One, 1e-10), r => r.Five.ShouldBe(once.Five, 1e-10), r => r.Fifteen.ShouldBe(once.Fifteen, 1e-10));
    }

    [TestCase(0.1)]
    [TestCase(1)]
    [TestCase(60)]
    [TestCase(1e9)]
    public void A_steady_rate_is_shown_as_it_is_whatever_time_has_gone_by(double seconds)
    {
        DecayingRates rates = default;
        rates.Step(20, seconds);
        DecayingRates.Corrected(rates.One, 60, seconds).ShouldBe(20, 1e-9);
        DecayingRates.Corrected(rates.Five, 300, seconds).ShouldBe(20, 1e-9);
        DecayingRates.Corrected(rates.Fifteen, 900, seconds).ShouldBe(20, 1e-9);
    }

    [Test]
    public void Of_the_shortest_times_no_digits_are_lost()
    {
        DecayingRates.Corrected(1e-9 / 900, 900, 1e-9).ShouldBe(1, 1e-11);
        DecayingRates.Corrected(1e-7 / 60, 60, 1e-7).ShouldBe(1, 1e-8);
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Before_any_time_has_gone_by_there_is_no_rate(double seconds) => DecayingRates.Corrected(5, 60, seconds).ShouldBe(0);
}
