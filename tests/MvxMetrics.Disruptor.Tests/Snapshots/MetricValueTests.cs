namespace MvxMetrics.Disruptor.Tests;

/// <summary>A value: an exact integer or a double, told apart, with the ends of both ranges.</summary>
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

    [TestCase(-1e30, long.MinValue)]
    [TestCase(double.NegativeInfinity, long.MinValue)]
    [TestCase(double.PositiveInfinity, long.MaxValue)]
    [TestCase(double.NaN, 0)]
    [TestCase(0.999, 0)]
    [TestCase(-0.999, 0)]
    public void A_double_beyond_integers_saturates(double value, long expected) => ((MetricValue)value).ToInt64().ShouldBe(expected);

    [Test]
    public void An_integer_is_exact_as_a_double_up_to_53_bits()
    {
        ((MetricValue)(1L << 53)).ToDouble().ShouldBe(9007199254740992.0);
        ((MetricValue)(-(1L << 53) + 1)).ToDouble().ShouldBe(-9007199254740991.0);
        ((MetricValue)0L).ToDouble().ShouldBe(0);
    }

    [Test]
    public void Values_that_are_equal_have_equal_hashes()
    {
        MetricValue zero = 0.0;
        MetricValue negativeZero = -0.0;
        (zero == negativeZero, zero.GetHashCode() == negativeZero.GetHashCode()).ShouldBe((true, true));
        MetricValue other = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) ^ 1); // another bit pattern
        MetricValue nan = double.NaN;
        (nan == other, nan.GetHashCode() == other.GetHashCode()).ShouldBe((true, true));
    }

    [Test]
    public void The_default_is_a_double_of_nothing() =>
        (default(MetricValue).IsInteger, default(MetricValue) == 0.0, default(MetricValue) == 0L).ShouldBe((false, true, false));

    [Test]
    public void Its_text_is_the_same_everywhere()
    {
        using CommaCulture culture = new();
        (((MetricValue)1234.5).ToString(), ((MetricValue)(-7L)).ToString()).ShouldBe(("1234.5", "-7"));
    }
}
