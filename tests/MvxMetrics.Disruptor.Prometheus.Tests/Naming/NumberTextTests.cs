using System.Globalization;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Numbers in the labels <c>le</c> and <c>quantile</c>.</summary>
[TestFixture]
internal sealed class NumberTextTests
{
    [TestCase(0, 0, "0.0")]
    [TestCase(5, 0, "5.0")]
    [TestCase(100_000, 0, "100000.0")]
    [TestCase(1_000_000, 0, "1e+06")]
    [TestCase(1_234_567, 0, "1.234567e+06")]
    [TestCase(5, -1, "0.5")]
    [TestCase(50, -2, "0.5")]
    [TestCase(999, -3, "0.999")]
    [TestCase(1, -4, "0.0001")]
    [TestCase(1, -5, "1e-05")]
    [TestCase(25, -6, "2.5e-05")]
    [TestCase(123_456, -3, "123.456")]
    [TestCase(3_600_000_000_000, -9, "3600.0")]
    [TestCase(long.MaxValue, 0, "9.223372036854775807e+18")]
    [TestCase(5, 9, "5e+09")]
    public void Numbers_in_labels_are_written_as_Go_writes_them(long digits, int exponent, string expected)
    {
        NumberText.Of(digits, exponent).ShouldBe(expected);
        double.Parse(expected, CultureInfo.InvariantCulture).ShouldBe(double.Parse($"{digits}e{exponent}", CultureInfo.InvariantCulture));
    }

    [TestCase("p50", "0.5")]
    [TestCase("p99.9", "0.999")]
    [TestCase("p0", "0.0")]
    [TestCase("p100", "1.0")]
    [TestCase("p99.99999", "0.9999999")]
    [TestCase("p1E-05", "1e-07")]
    [TestCase("p101", null)]
    [TestCase("pending", null)]
    [TestCase("max", null)]
    public void Percentiles_become_quantiles(string dimension, string? quantile) => NumberText.Quantile(dimension).ShouldBe(quantile);

    [TestCase("p1.5e1", "0.15")]
    [TestCase("p050", "0.5")]
    [TestCase("p", null)]
    [TestCase("p-1", null)]
    [TestCase("P50", null)]
    [TestCase("p100.0000001", null)]
    public void Only_a_number_from_0_to_100_behind_the_letter_is_a_percentile(string dimension, string? quantile) =>
        NumberText.Quantile(dimension).ShouldBe(quantile);
}
