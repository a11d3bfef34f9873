namespace MvxMetrics.Disruptor.Tests;

/// <summary>The scopes of the process: one for each key.</summary>
[TestFixture]
internal sealed class DimensionNamesTests
{
    [Test]
    public void A_key_has_one_scope_whichever_copy_of_it_is_asked_for()
    {
        NameScope scope = DimensionNames.ScopeOf("names-test");
        scope.Key.ShouldBe("names-test");
        DimensionNames.ScopeOf(new string("names-test")).ShouldBeSameAs(scope);
        DimensionNames.ScopeOf("Names-Test").Key.ShouldBe("Names-Test", "another key");
    }

    [Test]
    public void Threads_that_come_at_once_get_the_same_scope()
    {
        for (int round = 0; round < 100; round++)
        {
            NameScope[] scopes = new NameScope[3];
            Producers.Run(3, thread => scopes[thread] = DimensionNames.ScopeOf($"names-test-{round}"));
            scopes.Distinct().Count().ShouldBe(1, $"round {round}");
        }
    }
}
