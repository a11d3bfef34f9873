namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Families in a fixed order, with names and helps that do not depend on who came first.</summary>
[TestFixture]
internal sealed class FamiliesTests
{
    [Test]
    public void Own_families_come_first_as_they_were_made_and_the_others_by_their_names()
    {
        Families families = new(baseUnits: true);
        families.Own("mvx_z", FamilyType.Gauge, "Z.");
        families.Add(Id("b"), null, Draft(1));
        families.Add(Id("mvx.a"), null, Draft(2));
        families.Own("mvx_a", FamilyType.Gauge, "A.");
        families.Add(Id("a", "ms"), null, Draft(3));
        families.Add(Id("a", "ms", "min"), null, Draft(4));
        families.Add(Id("a", "ms"), null, Draft(5));
        Lines(families).ShouldBe(
        [
            "# TYPE mvx_z gauge", "# HELP mvx_z Z.", "# TYPE mvx_a gauge", "# HELP mvx_a A.",
            "# TYPE a_seconds gauge", "# UNIT a_seconds seconds", "# HELP a_seconds Metric a.", "a_seconds <3>", "a_seconds <5>",
            "# TYPE a_min_seconds gauge", "# UNIT a_min_seconds seconds", "# HELP a_min_seconds Metric a: min.", "a_min_seconds <4>",
            "# TYPE b gauge", "# HELP b Metric b.", "b <1>",
            "# TYPE mvx_a_2 gauge", "# HELP mvx_a_2 Metric mvx.a.", "mvx_a_2 <2>",
        ]);
    }

    [Test]
    public void The_first_description_is_the_help_and_ends_with_one_dot()
    {
        Families families = new(baseUnits: true);
        families.Add(Id("a"), null, Draft(1));
        families.Add(Id("a"), "What it is. ", Draft(2));
        families.Add(Id("a"), "Something else.", Draft(3));
        families.Add(Id("b", dimension: "max"), "What it is", Draft(4));
        Lines(families).Where(static l => l.StartsWith("# HELP", StringComparison.Ordinal))
            .ShouldBe(["# HELP a What it is.", "# HELP b_max What it is: max."]);
    }

    [Test]
    public void Without_base_units_names_and_values_are_as_the_metric_has_them()
    {
        Families families = new(baseUnits: false);
        families.Add(Id("a", "ms"), null, Draft(1));
        LayoutText text = new();
        List<Sample> samples = [];
        Family family = families.Build(text, samples).ShouldHaveSingleItem();
        DraftText.Lines(text, family, samples, ExpositionFormat.Text)
            .ShouldBe(["# TYPE a_milliseconds gauge", "# HELP a_milliseconds Metric a.", "a_milliseconds <1>"]);
        samples[0].Exponent.ShouldBe(0);
    }

    private static string[] Lines(Families families)
    {
        LayoutText text = new();
        List<Sample> samples = [];
        return [.. families.Build(text, samples).SelectMany(f => DraftText.Lines(text, f, samples, ExpositionFormat.OpenMetrics))];
    }

    private static FamilyId Id(string metric, string? unit = null, string dimension = "") =>
        new(metric, MetricKind.Gauge, unit, dimension, FamilyType.Gauge);

    private static SampleDraft Draft(int slot) => new("", "", slot) { Point = "" };
}
