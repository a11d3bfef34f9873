namespace MvxMetrics.Disruptor.Tests;

/// <summary>A snapshot of one metric: a copy in the order of writing, whose errors say what there is.</summary>
[TestFixture]
internal sealed class MetricSnapshotTests
{
    private static readonly MetricDescriptor s_descriptor = new("saves", MetricKind.Summary, "us");

    [Test]
    public void It_shows_descriptor_and_dimensions_in_the_order_of_writing()
    {
        MetricSnapshot snapshot = new(s_descriptor, Written());

        (snapshot.Name, snapshot.Kind, snapshot.Unit).ShouldBe(("saves", MetricKind.Summary, "us"));
        snapshot.Descriptor.ShouldBeSameAs(s_descriptor);
        snapshot.Dimensions.Keys.ShouldBe(["sum", "count", "left.mean"]);
        (snapshot["sum"].ToInt64(), snapshot["count"].ToInt64(), snapshot["left.mean"].ToDouble()).ShouldBe((30, 2, 0.25));
    }

    [Test]
    public void It_stays_as_it_is_when_the_buffer_is_used_again()
    {
        DimensionBuffer buffer = Written();
        MetricSnapshot snapshot = new(s_descriptor, buffer);
        buffer.Clear();
        buffer.Add(null, "sum", 99L);

        snapshot.Dimensions.Count.ShouldBe(3);
        snapshot["sum"].ToInt64().ShouldBe(30);
    }

    [Test]
    public void A_dimension_that_was_written_twice_has_its_last_value_in_its_first_place()
    {
        DimensionBuffer buffer = Written();
        buffer.Add(null, "sum", 31L);

        MetricSnapshot snapshot = new(s_descriptor, buffer);

        snapshot.Dimensions.Keys.ShouldBe(["sum", "count", "left.mean"]);
        snapshot["sum"].ToInt64().ShouldBe(31);
    }

    [Test]
    public void A_dimension_that_is_missing_is_answered_with_those_that_are_not()
    {
        MetricSnapshot snapshot = new(s_descriptor, Written());

        Should.Throw<KeyNotFoundException>(() => snapshot["Sum"]).Message
            .ShouldBe("Metric 'saves' has no dimension 'Sum'. It has: sum, count, left.mean.");
        Should.Throw<ArgumentNullException>(() => snapshot[null!]).ParamName.ShouldBe("dimension");
    }

    [Test]
    public void Its_text_is_one_line_that_is_the_same_everywhere()
    {
        using CommaCulture culture = new();
        new MetricSnapshot(s_descriptor, Written()).ToString().ShouldBe("saves { sum = 30, count = 2, left.mean = 0.25 }");
    }

    private static DimensionBuffer Written()
    {
        DimensionBuffer buffer = new();
        buffer.Add(null, "sum", 30L);
        buffer.Add(null, "count", 2L);
        buffer.Add(new NameScope("left"), "mean", 0.25);
        return buffer;
    }
}
