namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A value of a scrape, of either type, or none.</summary>
[TestFixture]
internal sealed class SampleValueTests
{
    [Test]
    public void A_default_one_is_none_and_zero_is_a_value()
    {
        default(SampleValue).IsPresent.ShouldBeFalse();
        ((SampleValue)0L).IsPresent.ShouldBeTrue();
        ((SampleValue)(MetricValue)0.0).IsPresent.ShouldBeTrue();
    }

    [Test]
    public void Both_types_keep_their_values()
    {
        SampleValue integer = (MetricValue)long.MinValue;
        (integer.IsInteger, integer.Integer).ShouldBe((true, long.MinValue));
        SampleValue number = (MetricValue)(-0.1);
        (number.IsInteger, number.Double).ShouldBe((false, -0.1));
        ((SampleValue)7L).Integer.ShouldBe(7);
    }

    [TestCase(-0.001, true)]
    [TestCase(double.NegativeInfinity, true)]
    [TestCase(double.NaN, true)]
    [TestCase(-0.0, false)]
    [TestCase(0.0, false)]
    [TestCase(double.PositiveInfinity, false)]
    public void Negative_values_and_NaN_are_told(double value, bool expected)
    {
        ((SampleValue)(MetricValue)value).IsNegativeOrNaN.ShouldBe(expected);
        ((SampleValue)(-1L)).IsNegativeOrNaN.ShouldBeTrue();
        ((SampleValue)0L).IsNegativeOrNaN.ShouldBeFalse();
    }
}
