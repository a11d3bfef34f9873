using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Metrics by name in the order of registration, for readers that keep what they took.</summary>
[TestFixture]
internal sealed class MetricRegistryTests
{
    [Test]
    public void Metrics_stand_in_the_order_of_registration()
    {
        MetricRegistry registry = new();
        registry.All.ShouldBeEmpty();
        Metric[] metrics = [new TickLog("z"), new TickLog("a"), new TickLog("A")];
        foreach (Metric metric in metrics) registry.Register(metric);
        registry.All.ShouldBe(metrics);
    }

    [Test]
    public void One_of_the_same_name_takes_the_place_of_the_former_and_names_differ_by_case()
    {
        MetricRegistry registry = new();
        foreach (string name in (string[])["a", "b", "c"]) registry.Register(new TickLog(name));
        TickLog other = new("b");
        registry.Register(other);
        registry.Register(new TickLog("B"));
        registry.All.Select(static m => m.Name).ShouldBe(["a", "b", "c", "B"]);
        registry.All[1].ShouldBeSameAs(other);
    }

    [Test]
    public void What_a_reader_has_taken_does_not_change_any_more()
    {
        MetricRegistry registry = new();
        TickLog first = new("a");
        registry.Register(first);
        Metric[] taken = registry.All;
        registry.Register(new TickLog("a"));
        registry.Register(new TickLog("b"));
        taken.ShouldBe([first]);
    }

    [Test]
    public void Threads_that_register_at_once_lose_nothing()
    {
        MetricRegistry registry = new();
        Producers.Run(4, thread =>
        {
            for (int i = 0; i < 100; i++)
            {
                registry.Register(new TickLog($"{thread} {i}"));
                registry.Register(new TickLog("shared"));
            }
        });
        registry.All.Length.ShouldBe(401);
        registry.All.Select(static m => m.Name).Distinct().Count().ShouldBe(401);
    }
}
