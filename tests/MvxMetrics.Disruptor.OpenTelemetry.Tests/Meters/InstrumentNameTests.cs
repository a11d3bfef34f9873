using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Names that the SDK takes, as like the metric's as possible.</summary>
internal sealed class InstrumentNameTests : MeterFixture
{
    private static IEnumerable<string> AwkwardNames()
    {
        for (int c = 0; c < 256; c++)
            if (!char.IsWhiteSpace((char)c)) yield return $"{(char)c}";
        for (int c = 0; c < 256; c++) yield return $"a{(char)c}b";
        yield return "1st";
        yield return "_x";
        yield return " blanks around ";
        yield return "ends\n";
        yield return "\u212Aelvin"; // the sign, which a pattern without case takes for a k
        yield return "größe.größe";
        yield return "\ud83d\ude80";
        yield return "lone\ud83d";
        yield return new string('n', 255);
        yield return new string('n', 256);
        yield return new string('n', 5000) + "1";
        yield return new string('n', 5000) + "2";
    }

    [Test]
    public void The_SDK_takes_every_name_and_no_two_become_one()
    {
        string[] names = [.. AwkwardNames().Distinct()];
        for (int i = 0; i < names.Length; i++)
        {
            int amount = i + 1;
            Recorder.Register(new Constant(names[i], amount));
        }

        List<OpenTelemetry.Metrics.Metric> exported = [];
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .AddMvxMetrics(Runtime, Options).AddInMemoryExporter(exported).Build();
        provider.ForceFlush().ShouldBeTrue();

        List<long> found = [];
        foreach (OpenTelemetry.Metrics.Metric metric in exported)
        {
            if (metric.Name.StartsWith("mvx.", StringComparison.Ordinal)) continue;
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                long index = point.GetSumLong();
                found.Add(index);
                string? original = null;
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                    if (tag.Key == "metric") original = (string?)tag.Value;
                (original ?? metric.Name).ShouldBe(names[index - 1], "either the name is as it was, or a tag says what it was");
            }
        }

        found.Order().ShouldBe(Enumerable.Range(1, names.Length).Select(static i => (long)i));
    }

    [TestCase("save.duration", "save.duration")]
    [TestCase("a b", "a_b")]
    [TestCase("9", "m_9")]
    [TestCase("-", "m_-")]
    [TestCase("ends\n", "ends_")]
    [TestCase("p99.9/x-y_z", "p99.9/x-y_z")]
    public void A_name_is_changed_as_little_as_possible(string name, string expected) => InstrumentName.Valid(name).ShouldBe(expected);

    [Test]
    public void A_name_is_cut_to_255_characters_the_letter_in_front_included()
    {
        InstrumentName.Valid(new string('n', 255)).ShouldBe(new string('n', 255));
        InstrumentName.Valid(new string('n', 256)).ShouldBe(new string('n', 255));
        InstrumentName.Valid($"1{new string('n', 254)}").ShouldBe($"m_1{new string('n', 252)}");
    }

    [TestCase("total", MetricKind.Counter, "m")]
    [TestCase("total", MetricKind.Custom, "m")]
    [TestCase("value", MetricKind.Gauge, "m")]
    [TestCase("value", MetricKind.Custom, "m.value")]
    [TestCase("count", MetricKind.Summary, "m.count")]
    public void The_main_dimension_has_the_name_of_its_metric(string dimension, MetricKind kind, string expected) =>
        InstrumentName.Of("m", dimension, kind).ShouldBe(expected);

    private sealed class Constant(string name, long value) : Metric<long>(name), IMetricEventHandler<Point>
    {
        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("total", value);
    }
}
