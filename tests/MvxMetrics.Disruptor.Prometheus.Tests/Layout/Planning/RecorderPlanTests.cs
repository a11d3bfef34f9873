namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Where a value that a recorder tells belongs.</summary>
[TestFixture]
internal sealed class RecorderPlanTests
{
    private static readonly MetricDescriptor s_first = new("m", MetricKind.Custom);
    private static readonly MetricDescriptor s_second = new("m", MetricKind.Custom);

    [Test]
    public void Values_are_found_in_their_order_out_of_it_and_by_equal_names()
    {
        using Scene scene = new();
        RecorderPlan plan = Plan(scene);
        int next = 0;
        plan.Find(s_first, null, "a", ref next).ShouldBe(0);
        plan.Find(s_first, "k", "a", ref next).ShouldBe(1);
        next.ShouldBe(2);
        plan.Find(s_second, null, "a", ref next).ShouldBe(2, "an equal metric, but another one");
        plan.Find(s_first, new string('k', 1), new string('a', 1), ref next).ShouldBe(1, "by name");
        next.ShouldBe(2, "and on from there");
        plan.Find(s_first, null, "a", ref next).ShouldBe(0);
        next.ShouldBe(1);
        next = 99;
        plan.Find(s_first, null, "a", ref next).ShouldBe(0);
    }

    [Test]
    public void What_the_plan_does_not_know_is_not_found_and_moves_nothing()
    {
        using Scene scene = new();
        RecorderPlan plan = Plan(scene);
        int next = 1;
        plan.Find(s_first, string.Empty, "a", ref next).ShouldBe(-1, "no key is no empty key");
        plan.Find(s_second, "k", "a", ref next).ShouldBe(-1);
        plan.Find(s_first, null, "b", ref next).ShouldBe(-1);
        plan.Find(new MetricDescriptor("m", MetricKind.Custom), null, "a", ref next).ShouldBe(-1);
        next.ShouldBe(1);
    }

    private static RecorderPlan Plan(Scene scene) => new(
        scene.Record("r"), 0, 3,
        [
            new PlanEntry(new SeriesKey(s_first, null, "a"), 0, null), new PlanEntry(new SeriesKey(s_first, "k", "a"), 1, null),
            new PlanEntry(new SeriesKey(s_second, null, "a"), 2, null),
        ]);
}
