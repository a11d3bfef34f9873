using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What is one family, and in which order families stand.</summary>
[TestFixture]
internal sealed class FamilyIdTests
{
    [Test]
    public void Families_stand_by_name_then_kind_unit_dimension_and_type()
    {
        FamilyId[] ordered =
        [
            new("B", MetricKind.Gauge, "s", "z", FamilyType.Summary),
            new("a", MetricKind.Counter, "s", "", FamilyType.Gauge),
            new("a", MetricKind.Summary, null, "", FamilyType.Gauge),
            new("a", MetricKind.Summary, "ms", "x", FamilyType.Gauge),
            new("a", MetricKind.Summary, "s", "", FamilyType.Counter),
            new("a", MetricKind.Summary, "s", "", FamilyType.Summary),
            new("a", MetricKind.Summary, "s", "Z", FamilyType.Gauge),
            new("a", MetricKind.Summary, "s", "b", FamilyType.Gauge),
        ];
        for (int i = 0; i < ordered.Length; i++)
            for (int j = 0; j < ordered.Length; j++) Math.Sign(ordered[i].CompareTo(ordered[j])).ShouldBe(Math.Sign(i.CompareTo(j)));
    }

    [Test]
    public void The_same_metric_of_several_recorders_is_one_family_and_one_of_another_kind_or_unit_another()
    {
        using Scene scene = new();
        scene.Send(scene.Record("1", new Counter<Point>("m")), new Point(1));
        scene.Send(
            scene.Record("2", new Counter<Point>("m"), new Gauge<Point>("g", static (in Point p) => p.Value, unit: "s")), new Point(2));
        scene.Send(
            scene.Record(
                "3", new Gauge<Point>("m", static (in Point p) => p.Value),
                new Gauge<Point>("g", static (in Point p) => p.Value, unit: "ms")),
            new Point(3));

        Exposition open = scene.Scrape();
        open.Families["m"].Samples.Where(static s => s.Name == "m_total").Select(static s => s["recorder"]).ShouldBe(["1", "2"]);
        open.Families["m_2"].Samples.ShouldHaveSingleItem()["recorder"].ShouldBe("3");
        open.Families["g_seconds"].Samples.ShouldHaveSingleItem()["recorder"].ShouldBe("3"); // "ms" before "s"
        open.Families["g_2_seconds"].Samples.ShouldHaveSingleItem()["recorder"].ShouldBe("2");
    }
}
