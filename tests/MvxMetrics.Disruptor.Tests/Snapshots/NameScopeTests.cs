namespace MvxMetrics.Disruptor.Tests;

/// <summary>The names of one key: each made once, whoever asks for it and with whichever copy of the short name.</summary>
[TestFixture]
internal sealed class NameScopeTests
{
    [Test]
    public void A_name_is_joined_to_its_key_once_and_found_again_among_many()
    {
        NameScope scope = new("left");
        string[] names = [.. Enumerable.Range(0, 20).Select(static i => $"n{i}")];
        string[] joined = [.. names.Select(scope.Join)];

        scope.Key.ShouldBe("left");
        for (int i = 0; i < names.Length; i++)
        {
            joined[i].ShouldBe($"left.n{i}");
            scope.Join(names[i]).ShouldBeSameAs(joined[i]);
        }
    }

    [Test]
    public void A_name_that_is_another_object_each_time_is_made_once_as_well()
    {
        NameScope scope = new("left");
        string joined = scope.Join("count");
        for (int i = 0; i < 10; i++) scope.Join(new string("count")).ShouldBeSameAs(joined);
    }

    [Test]
    public void Names_that_differ_in_case_only_are_two()
    {
        NameScope scope = new("left");
        (scope.Join("p"), scope.Join("P")).ShouldBe(("left.p", "left.P"));
    }

    [Test]
    public void Threads_that_come_at_once_get_the_same_objects_and_lose_none()
    {
        const int Threads = 4;
        const int Names = 50;
        for (int round = 0; round < 50; round++)
        {
            NameScope scope = new("left");
            string[][] joined = new string[Threads][];
            Producers.Run(Threads, thread =>
                joined[thread] = [.. Enumerable.Range(0, Names).Select(i => scope.Join($"n{(i + (thread * 7)) % Names}"))]);

            HashSet<string> different = new(joined.SelectMany(static j => j), ReferenceEqualityComparer.Instance);
            different.Count.ShouldBe(Names, $"round {round}");
        }
    }
}
