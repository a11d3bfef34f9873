namespace MvxMetrics.Disruptor.Tests;

/// <summary>A description of a metric: checked however it is made, equal by what it says.</summary>
[TestFixture]
internal sealed class MetricDescriptorTests
{
    private static readonly MetricDescriptor s_saves = new("saves", MetricKind.Counter, "By", "Bytes saved.");

    [Test]
    public void It_says_what_it_was_given_and_unit_and_description_may_be_missing()
    {
        (s_saves.Name, s_saves.Kind, s_saves.Unit, s_saves.Description).ShouldBe(("saves", MetricKind.Counter, "By", "Bytes saved."));
        MetricDescriptor bare = new("depth", MetricKind.Gauge);
        (bare.Unit, bare.Description).ShouldBe((null, null));
    }

    [Test]
    public void Two_that_say_the_same_are_equal_and_a_changed_copy_is_not([Values(0, 1, 2, 3)] int property)
    {
        s_saves.ShouldBe(new MetricDescriptor("saves", MetricKind.Counter, "By", "Bytes saved."));
        MetricDescriptor changed = property switch
        {
            0 => s_saves with { Name = "loads" },
            1 => s_saves with { Kind = MetricKind.Gauge },
            2 => s_saves with { Unit = null },
            _ => s_saves with { Description = null },
        };
        changed.ShouldNotBe(s_saves);
    }

    [Test]
    public void A_copy_is_checked_as_a_new_one_is()
    {
        Should.Throw<ArgumentException>(static () => s_saves with { Name = " " }).ParamName.ShouldBe("Name");
        ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(static () => s_saves with { Kind = (MetricKind)8 });
        (error.ParamName, error.ActualValue).ShouldBe(("Kind", (MetricKind)8));
        error.Message.ShouldContain("Custom fits every metric");
    }

    [Test]
    public void Every_kind_that_is_defined_is_taken([Values] MetricKind kind) => new MetricDescriptor("m", kind).Kind.ShouldBe(kind);
}
