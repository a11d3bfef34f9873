using System.Text;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Values as both formats read them: integers exact, doubles by their shortest text.</summary>
[TestFixture]
internal sealed class NumberWriterTests
{
    [TestCase(0, 0, "0")]
    [TestCase(0, -9, "0")]
    [TestCase(-5, 0, "-5")]
    [TestCase(1500, -9, "1500e-9")]
    [TestCase(7, 3, "7e3")]
    [TestCase(long.MaxValue, 0, "9223372036854775807")]
    [TestCase(long.MinValue, -9, "-9223372036854775808e-9")]
    public void An_integer_keeps_its_digits_and_the_power_stands_behind_them(long value, int exponent, string expected) =>
        Written(value, exponent).ShouldBe(expected);

    [TestCase(0.1, 0, "0.1")]
    [TestCase(-2.5, 0, "-2.5")]
    [TestCase(1500.0, 0, "1500")]
    [TestCase(1.5, -3, "0.0015")]
    [TestCase(1.5, -9, "1.5E-09")]
    [TestCase(250.0, -9, "2.5E-07")]
    [TestCase(2.5, 3, "2500")]
    [TestCase(double.Epsilon, 0, "5E-324")]
    [TestCase(double.MinValue, 0, "-1.7976931348623157E+308")]
    [TestCase(double.NaN, -9, "NaN")]
    [TestCase(double.PositiveInfinity, -9, "+Inf")]
    [TestCase(double.NegativeInfinity, 3, "-Inf")]
    public void A_double_goes_to_its_unit_with_as_many_digits_as_it_needs(double value, int exponent, string expected) =>
        Written((MetricValue)value, exponent).ShouldBe(expected);

    [Test]
    public void No_value_takes_more_than_forty_bytes()
    {
        foreach (int exponent in (int[])[-9, -2, 0, 9])
        {
            Written(long.MinValue, exponent).Length.ShouldBeLessThanOrEqualTo(40);
            Written((MetricValue)(-1.7976931348623157e-300), exponent).Length.ShouldBeLessThanOrEqualTo(40);
            Written((MetricValue)(-1.0 / 3), exponent).Length.ShouldBeLessThanOrEqualTo(40);
        }
    }

    private static string Written(SampleValue value, int exponent)
    {
        byte[] bytes = new byte[64];
        return Encoding.ASCII.GetString(bytes, 0, NumberWriter.Write(value, exponent, bytes));
    }
}
