namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>A type of event behind a face without a type: one instance each, with its name.</summary>
[TestFixture]
internal sealed class ChangedByTests
{
    [Test]
    public void Each_type_has_an_instance_of_its_own_with_the_name_that_it_gives_itself()
    {
        ChangedBy small = ChangedBy<Small>.Instance;
        small.ShouldBeSameAs(ChangedBy<Small>.Instance);
        small.ShouldNotBeSameAs(ChangedBy<Other>.Instance);
        small.EventType.ShouldBe("test.small");
        ChangedBy<Other>.Instance.EventType.ShouldBe("test.other");
    }
}
