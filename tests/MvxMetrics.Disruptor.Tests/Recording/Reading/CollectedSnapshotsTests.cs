using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Snapshots are kept by name, in order, and do not change when the scratch is used again.</summary>
[TestFixture]
internal sealed class CollectedSnapshotsTests
{
    [Test]
    public void Each_metric_keeps_the_dimensions_it_had()
    {
        SnapshotScratch scratch = new();
        OrderedDictionary<string, MetricSnapshot> snapshots = [];
        foreach ((string name, long value) in (ReadOnlySpan<(string, long)>)[("z", 1), ("a", 2)])
        {
            scratch.Dimensions.Clear();
            new DimensionWriter(scratch.Dimensions).Add("sum", value);
            CollectedSnapshots.Show(ref snapshots, new TickLog(name), [], scratch);
        }

        scratch.Dimensions.Clear();
        snapshots.Keys.ShouldBe(["z", "a"]);
        snapshots.Values.Select(static s => s.ToString()).ShouldBe(["z { sum = 1 }", "a { sum = 2 }"]);
    }
}
