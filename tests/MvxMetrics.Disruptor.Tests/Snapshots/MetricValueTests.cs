namespace MvxMetrics.Disruptor.Tests;

[TestFixture]
internal sealed class MetricValueTests
{
    [Test]
    public void Integers_are_exact_to_the_last_bit()
    {
        MetricValue value = long.MaxValue - 1;
        value.IsInteger.ShouldBeTrue();
        value.ToInt64().ShouldBe(long.MaxValue - 1);
        value.ToString().ShouldBe("9223372036854775806");
    }

    [Test]
    public void Doubles_keep_their_value_and_truncate_to_integers()
    {
        MetricValue value = -2.75;
        value.IsInteger.ShouldBeFalse();
        value.ToDouble().ShouldBe(-2.75);
        value.ToInt64().ShouldBe(-2);
        ((MetricValue)1e30).ToInt64().ShouldBe(long.MaxValue);
        value.ToString().ShouldBe("-2.75");
    }

    [Test]
    public void Equality_tells_types_apart_and_holds_for_not_a_number()
    {
        ((MetricValue)1L == (MetricValue)1L).ShouldBeTrue();
        ((MetricValue)1L == (MetricValue)1.0).ShouldBeFalse();
        ((MetricValue)double.NaN == (MetricValue)double.NaN).ShouldBeTrue();
        ((MetricValue)2L != (MetricValue)3L).ShouldBeTrue();
        ((MetricValue)5L).GetHashCode().ShouldBe(((MetricValue)5L).GetHashCode());
        ((MetricValue)5L).Equals((object)"5").ShouldBeFalse();
    }
}
