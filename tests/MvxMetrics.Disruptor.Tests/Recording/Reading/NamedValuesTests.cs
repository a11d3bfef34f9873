using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A metric is told once, then its dimensions in the order of writing, each by its whole name.</summary>
[TestFixture]
internal sealed class NamedValuesTests
{
    [Test]
    public void A_metric_comes_before_its_dimensions_and_keys_are_part_of_names()
    {
        SnapshotScratch scratch = new();
        TickLog metric = new("m");
        DimensionWriter writer = new(scratch.Dimensions);
        writer.Add("z", 1);
        writer.For("key").Add("a", 2.5);
        writer.Add("b", 3);
        Lines reader = new([]);
        NamedValues<Lines>.Show(ref reader, metric, [], scratch);
        reader.Told.ShouldBe(["m", "z = 1", "key.a = 2.5", "b = 3"]);
    }

    private readonly struct Lines(List<string> told) : ISnapshotReader
    {
        public List<string> Told => told;

        public void OnMetric(MetricDescriptor metric) => told.Add(metric.Name);

        public void OnDimension(string name, MetricValue value) => told.Add($"{name} = {value}");
    }
}
