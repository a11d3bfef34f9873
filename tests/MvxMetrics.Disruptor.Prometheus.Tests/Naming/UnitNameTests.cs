namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Units as words, and the power of ten that leads to the base unit.</summary>
[TestFixture]
internal sealed class UnitNameTests
{
    [TestCase("ns", "seconds", -9)]
    [TestCase("us", "seconds", -6)]
    [TestCase("ms", "seconds", -3)]
    [TestCase("s", "seconds", 0)]
    [TestCase("By", "bytes", 0)]
    [TestCase("kBy", "bytes", 3)]
    [TestCase("%", "ratio", -2)]
    [TestCase("1", "", 0)]
    [TestCase("{request}", "", 0)]
    [TestCase("{request}/s", "per_second", 0)]
    [TestCase("By/s", "bytes_per_second", 0)]
    [TestCase("ms/{call}", "seconds", -3)]
    [TestCase("m/s", "meters_per_second", 0)]
    [TestCase("widgets per day!", "widgets_per_day", 0)]
    [TestCase("{open", "", 0)]
    [TestCase("µ", "", 0)]
    [TestCase(null, "", 0)]
    public void Units_become_words(string? unit, string word, int exponent) =>
        UnitName.Of(unit, baseUnits: true).ShouldBe(new UnitName(word, exponent));

    [TestCase("ns", "nanoseconds")]
    [TestCase("kBy/ms", "kilobytes_per_millisecond")]
    [TestCase("%", "percent")]
    public void Without_base_units_nothing_is_scaled(string unit, string word) =>
        UnitName.Of(unit, baseUnits: false).ShouldBe(new UnitName(word, 0));

    [TestCase("ns/ns", "seconds_per_nanosecond", -9)]
    [TestCase("By/s/min", "bytes_per_second_per_minute", 0)]
    [TestCase("J/Cel", "joules_per_celsius", 0)]
    [TestCase("1/ms", "per_millisecond", 0)]
    [TestCase("/s", "per_second", 0)]
    [TestCase("{a}/{b}", "", 0)]
    [TestCase(" ms ", "seconds", -3)]
    [TestCase("{a}ms{b}", "seconds", -3)]
    [TestCase("MS", "MS", 0)]
    public void Of_a_quotient_only_what_is_divided_goes_to_its_base_unit(string unit, string word, int exponent) =>
        UnitName.Of(unit, baseUnits: true).ShouldBe(new UnitName(word, exponent));

    [Test]
    public void A_rate_of_a_unit_keeps_its_power_of_ten_and_a_rate_of_none_has_no_unit()
    {
        UnitName.Of("ms", baseUnits: true).PerSecond().ShouldBe(new UnitName("seconds_per_second", -3));
        UnitName.None.PerSecond().ShouldBe(UnitName.None);
        UnitName.None.ShouldBe(new UnitName("", 0));
    }
}
