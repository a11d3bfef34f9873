namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Words that both formats allow, whatever the name.</summary>
[TestFixture]
internal sealed class MetricNameTests
{
    [TestCase("save_Duration9", "save_Duration9")]
    [TestCase("save.duration-p99", "save_duration_p99")]
    [TestCase("9lives", "_9lives")]
    [TestCase(".9", "_9")]
    [TestCase("a:b", "a_b")]
    [TestCase("größe", "gr__e")]
    [TestCase("\u0663a", "_a")]
    [TestCase("\ud83d\ude00", "__")]
    [TestCase("a\nb", "a_b")]
    [TestCase("", "_")]
    public void Everything_but_letters_digits_and_underscores_of_ASCII_becomes_an_underscore(string name, string expected) =>
        MetricName.Sanitize(name).ShouldBe(expected);
}
