namespace MvxMetrics.Disruptor.Tests;

/// <summary>The name of a meter.</summary>
[TestFixture]
internal sealed class MetricsMeterOptionsTests
{
    [Test]
    public void A_valid_copy_is_trimmed_and_does_not_change_with_the_options()
    {
        MetricsMeterOptions options = new() { MeterName = " shop metrics\t" };
        MetricsMeterOptions valid = MetricsMeterOptions.Valid(options);
        options.MeterName = "other";
        valid.MeterName.ShouldBe("shop metrics");
        MetricsMeterOptions.Valid(null).MeterName.ShouldBe("MvxMetrics.Disruptor");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" \t")]
    public void A_blank_name_is_refused(string? name) =>
        Should.Throw<ArgumentException>(() => MetricsMeterOptions.Valid(new MetricsMeterOptions { MeterName = name! }))
            .ParamName.ShouldBe("MeterName");
}
