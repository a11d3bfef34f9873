namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A family's header, and the order and text of its samples.</summary>
[TestFixture]
internal sealed class FamilyDraftTests
{
    private static readonly DateTimeOffset s_created = DateTimeOffset.FromUnixTimeMilliseconds(1_893_553_445_007);

    private readonly LayoutText _text = new();
    private readonly List<Sample> _samples = [];

    [SetUp]
    public void Clear() => _samples.Clear();

    [Test]
    public void Parts_of_a_point_stand_together_by_their_places_however_they_came()
    {
        FamilyDraft draft = new("d", FamilyType.Histogram, UnitName.None, "D.");
        draft.Add(new SampleDraft("_count", "r=\"1\"", 1) { Point = "r=\"1\"", Place = 9 });
        draft.Add(new SampleDraft("_count", "r=\"2\"", 2) { Point = "r=\"2\"", Place = 9 });
        draft.Add(new SampleDraft("_sum", "r=\"1\"", 3) { Point = "r=\"1\"", Place = 8 });
        draft.Add(new SampleDraft("_bucket", "r=\"1\"", 4) { Point = "r=\"1\"", Bound = 5, Place = 1 });
        draft.Add(new SampleDraft("_bucket", "r=\"1\"", 5) { Point = "r=\"1\"", Bound = 1, Place = 0 });
        Lines(draft).ShouldBe(
        [
            "# TYPE d histogram", "# HELP d D.",
            "d_bucket{r=\"1\",le=\"1.0\"} <5>", "d_bucket{r=\"1\",le=\"5.0\"} <4>", "d_sum{r=\"1\"} <3>", "d_count{r=\"1\"} <1>",
            "d_count{r=\"2\"} <2>",
        ]);
    }

    [Test]
    public void Bounds_and_values_go_to_the_unit_of_the_family_and_counts_do_not()
    {
        FamilyDraft draft = new("d_seconds", FamilyType.Histogram, new UnitName("seconds", -9), "D.");
        draft.Add(new SampleDraft("_bucket", "", 1) { Point = "", Bound = 1500, IsInUnit = false });
        draft.Add(new SampleDraft("_sum", "", 2) { Point = "" });
        Lines(draft).ShouldBe(
            ["# TYPE d_seconds histogram", "# UNIT d_seconds seconds", "# HELP d_seconds D.",
            "d_seconds_bucket{le=\"1.5e-06\"} <1>", "d_seconds_sum <2>"]);
        _samples.Select(static s => s.Exponent).ShouldBe([0, -9]);
    }

    [Test]
    public void A_counter_tells_since_when_it_counts_to_the_millisecond_and_a_gauge_does_not()
    {
        FamilyDraft counter = new("c", FamilyType.Counter, UnitName.None, "C.");
        counter.Add(new SampleDraft("_total", "r=\"1\"", 7) { Point = "r=\"1\"", Created = s_created });
        Lines(counter).ShouldBe(
            ["# TYPE c counter", "# HELP c C.", "c_total{r=\"1\"} <7>", "c_created{r=\"1\"} 1893553445.007\n<7>"]);
        _samples.Select(static s => s.Rules).ShouldBe([SampleRules.NotNegative, SampleRules.NotNegative | SampleRules.Created]);

        FamilyDraft gauge = new("g", FamilyType.Gauge, UnitName.None, "G.");
        gauge.Add(new SampleDraft("", "", 8) { Point = "", Created = s_created });
        Lines(gauge).ShouldBe(["# TYPE g gauge", "# HELP g G.", "g <8>"]);
        _samples[^1].Rules.ShouldBe(SampleRules.None);
    }

    [Test]
    public void The_text_format_calls_a_counter_by_its_sample_and_knows_no_units()
    {
        FamilyDraft draft = new("c_bytes", FamilyType.Counter, new UnitName("bytes", 0), "\"C\".");
        draft.Add(new SampleDraft("_total", "", 0) { Point = "" });
        Lines(draft, ExpositionFormat.Text).ShouldBe(["# TYPE c_bytes_total counter", "# HELP c_bytes_total \"C\".", "c_bytes_total <0>"]);
    }

    [Test]
    public void A_unit_is_told_only_where_the_name_ends_with_it()
    {
        FamilyDraft draft = new("c_bytes_value", FamilyType.Gauge, new UnitName("bytes", 0), "C.");
        Lines(draft).ShouldBe(["# TYPE c_bytes_value gauge", "# HELP c_bytes_value C."]);
    }

    [Test]
    public void An_item_is_left_open_for_its_value()
    {
        FamilyDraft draft = new("top", FamilyType.Gauge, UnitName.None, "T.");
        draft.Add(new SampleDraft("", "r=\"1\"", 3) { Point = "r=\"1\"", ItemSlot = 2 });
        draft.Add(new SampleDraft("", "", 5) { Point = "", ItemSlot = 4 });
        Lines(draft)[2..].ShouldBe(["top{r=\"1\",item=\"<3>", "top{item=\"<5>"]);
        _samples.Select(static s => s.ItemSlot).ShouldBe([2, 4]);
    }

    private string[] Lines(FamilyDraft draft, ExpositionFormat format = ExpositionFormat.OpenMetrics) =>
        DraftText.Lines(_text, draft.Build(_text, _samples), _samples, format);
}
