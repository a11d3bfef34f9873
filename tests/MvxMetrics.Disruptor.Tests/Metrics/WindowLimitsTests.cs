using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a window may be, to the tick.</summary>
[TestFixture]
internal sealed class WindowLimitsTests
{
    [TestCase(1, 2)]
    [TestCase(1, 10)]
    [TestCase(99.9, 999)]
    [TestCase(100, 1000)]
    [TestCase(86_400, 1000)]
    public void A_window_within_the_limits_has_as_many_slices_as_asked_for(double seconds, int slices) =>
        WindowLimits.Checked(TimeSpan.FromSeconds(seconds), slices).ShouldBe(slices);

    [TestCase(1, 1, 10)]
    [TestCase(1, 0, 10)]
    [TestCase(1, int.MinValue, 10)]
    [TestCase(1, 11, 10)]
    [TestCase(1.05, 11, 10)]
    [TestCase(99.9, 1000, 999)]
    [TestCase(86_400, 1001, 1000)]
    public void Too_few_or_too_many_slices_are_refused_with_the_most_there_may_be(double seconds, int slices, int most)
    {
        ArgumentOutOfRangeException error =
            Should.Throw<ArgumentOutOfRangeException>(() => WindowLimits.Checked(TimeSpan.FromSeconds(seconds), slices));
        (error.ParamName, error.ActualValue).ShouldBe(("slices", slices));
        error.Message.ShouldContain($"at most {most} in a window");
    }

    [Test]
    public void A_window_a_tick_too_short_or_too_long_is_refused_by_the_name_it_has()
    {
        TimeSpan shortest = TimeSpan.FromSeconds(1);
        TimeSpan longest = TimeSpan.FromDays(1);
        TimeSpan tick = TimeSpan.FromTicks(1);
        WindowLimits.RequireLength(shortest, "w");
        WindowLimits.RequireLength(longest, "w");
        foreach (TimeSpan bad in (TimeSpan[])[shortest - tick, longest + tick, -shortest, TimeSpan.MinValue, TimeSpan.MaxValue])
        {
            ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(() => WindowLimits.RequireLength(bad, "w"));
            (error.ParamName, error.ActualValue).ShouldBe(("w", bad));
            Should.Throw<ArgumentOutOfRangeException>(() => WindowLimits.Checked(bad, 2)).ParamName.ShouldBe("window");
        }
    }
}
