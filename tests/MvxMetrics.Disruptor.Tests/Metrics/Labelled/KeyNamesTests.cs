using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Key names and the names of dimensions made of them.</summary>
[TestFixture]
internal sealed class KeyNamesTests
{
    private enum Wide : ulong
    {
        Zero,
        Last = 4095,
    }

    [Test]
    public void A_key_has_the_cell_of_its_number_and_an_unknown_one_the_last()
    {
        KeyNames keys = KeyNames.Of<Wide>();
        (keys.Count, keys.Cells).ShouldBe((4096, 4097));
        ((int[])[0, 1, 4095, 4096, -1, int.MinValue]).Select(keys.CellOf).ShouldBe([0, 4096, 4095, 4096, 4096, 4096]);
        ((int[])[0, 1, 4095, 4096]).Select(cell => keys.ScopeOf(cell)?.Key).ShouldBe(["Zero", null, "Last", "others"]);
        KeyNames.Range(2).ScopeOf(1)?.Key.ShouldBe("1");
    }

    [Test]
    public void Names_are_copied_so_that_nobody_changes_them_later()
    {
        string[] names = ["a", "b"];
        KeyNames keys = new(names);
        names[0] = "changed";
        keys.ScopeOf(0)?.Key.ShouldBe("a");
    }

    [Test]
    public void Keys_within_keys_are_joined_in_order_and_by_the_same_string_each_time()
    {
        DimensionBuffer buffer = new();
        DimensionWriter writer = new(buffer);
        for (int i = 0; i < 2; i++) writer.For("outer").For("inner").Add("total", 1L);
        buffer.NameAt(0).ShouldBe("outer.inner.total");
        buffer.NameAt(1).ShouldBeSameAs(buffer.NameAt(0));
    }
}
