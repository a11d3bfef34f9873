using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Sums that stay at the end of the range.</summary>
[TestFixture]
internal sealed class SaturatingTests
{
    [Test]
    public void Sums_that_stay_at_the_end_of_the_range_agree_with_wider_arithmetic()
    {
        Gen<long> any = Gen.Frequency((3, Gen.Long), (1, Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Long[-1, 1])));
        Gen.Select(any, any).Sample(static (left, right) =>
        {
            Saturating.Add(left, right).ShouldBe((long)Int128.Clamp((Int128)left + right, long.MinValue, long.MaxValue));
            Saturating.Subtract(left, right).ShouldBe((long)Int128.Clamp((Int128)left - right, long.MinValue, long.MaxValue));
        }, iter: 10_000, threads: 1);
    }

    [TestCase(0, long.MinValue, long.MaxValue)]
    [TestCase(-1, long.MinValue, long.MaxValue)]
    [TestCase(1, long.MinValue, long.MaxValue)]
    [TestCase(-2, long.MaxValue, long.MinValue)]
    [TestCase(long.MinValue, long.MinValue, 0)]
    public void A_difference_knows_that_the_smallest_long_has_no_opposite(long left, long right, long difference) =>
        Saturating.Subtract(left, right).ShouldBe(difference);

    [TestCase(double.MaxValue, double.MaxValue, double.MaxValue)]
    [TestCase(double.MinValue, -1e300, double.MinValue)]
    [TestCase(double.MaxValue, double.MinValue, 0)]
    [TestCase(0.5, 0.25, 0.75)]
    public void A_sum_of_doubles_is_never_infinite(double left, double right, double sum) => Saturating.Add(left, right).ShouldBe(sum);
}
