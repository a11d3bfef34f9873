using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>A change as a value of its own.</summary>
[TestFixture]
internal sealed class MetricChangeTests
{
    private Stage _stage = null!;

    [SetUp]
    public void SetUp() => _stage = new Stage();

    [TearDown]
    public void TearDown() => _stage.Dispose();

    [Test]
    public void A_default_one_is_empty_and_can_be_asked()
    {
        MetricChange change = default;
        (change.Sequence, change.EntityId, change.Metric, change.EventType).ShouldBe((0, null, null, ""));
        change.TryGetEvent(out Small small).ShouldBeFalse();
        small.ShouldBe(default);
        change.ToString().ShouldBe("#0 /: ");
    }

    [Test]
    public void An_event_of_another_type_is_not_given_out_even_where_it_has_the_same_size()
    {
        MetricChange change = default;
        change.Set(7, "entity", _stage.Metric, new Small(5));
        change.TryGetEvent(out Other other).ShouldBeFalse();
        other.ShouldBe(default);
        change.TryGetEvent(out Large large).ShouldBeFalse();
        large.Number.ShouldBe(0);
        change.TryGetEvent(out Small small).ShouldBeTrue();
        small.Number.ShouldBe(5);
        change.ToString().ShouldBe("#7 entity/first: test.small");
    }

    [Test]
    public void A_smaller_event_in_the_place_of_a_larger_one_is_whole_and_a_copy_keeps_what_it_had()
    {
        MetricChange change = default;
        change.Set(1, "entity", _stage.Metric, new Large(2, 3));
        MetricChange copy = change;
        change.Set(2, "other", _stage.Second, new Small(-1));
        change.TryGetEvent(out Small small).ShouldBeTrue();
        (small.Number, change.EntityId, change.Metric.Name, change.Sequence).ShouldBe((-1, "other", "second", 2));
        change.TryGetEvent(out Large _).ShouldBeFalse();
        copy.TryGetEvent(out Large large).ShouldBeTrue();
        (large.Producer, large.Number, large.IsTorn, copy.EntityId, copy.Sequence).ShouldBe((2, 3, false, "entity", 1));
    }

    [Test]
    public void An_event_type_that_throws_does_so_for_who_asks_and_nobody_else()
    {
        MetricChange change = default;
        change.Set(1, "entity", _stage.Metric, new Nameless());
        change.TryGetEvent(out Nameless _).ShouldBeTrue();
        Should.Throw<DivideByZeroException>(() => _ = change.EventType);
    }

    [Test]
    public void It_is_as_large_as_its_words_say() => Unsafe.SizeOf<MetricChange>().ShouldBeInRange(280, 296);

    private struct Nameless : IMetricEvent
    {
        public static string EventType => throw new DivideByZeroException();
    }
}
