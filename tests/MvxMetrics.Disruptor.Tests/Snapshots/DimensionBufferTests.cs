namespace MvxMetrics.Disruptor.Tests;

/// <summary>The list of named values: what it was given, in that order, in room that grows, is kept, and is cut in the end.</summary>
[TestFixture]
internal sealed class DimensionBufferTests
{
    [Test]
    public void What_was_added_is_found_by_its_place_also_after_the_buffer_has_grown()
    {
        DimensionBuffer buffer = new();
        NameScope scope = new("key");
        for (int i = 0; i < 100; i++) buffer.Add(i % 2 == 0 ? null : scope, $"n{i}", i * 10L);

        (buffer.Count, buffer.Capacity).ShouldBe((100, 128));
        for (int i = 0; i < 100; i += 2)
        {
            (buffer.NameAt(i), buffer.KeyAt(i), buffer.ShortNameAt(i)).ShouldBe(($"n{i}", null, $"n{i}"));
            (buffer.NameAt(i + 1), buffer.KeyAt(i + 1), buffer.ShortNameAt(i + 1)).ShouldBe(($"key.n{i + 1}", "key", $"n{i + 1}"));
            (buffer.ValueAt(i).ToInt64(), buffer.ValueAt(i + 1).ToInt64()).ShouldBe((i * 10, (i * 10) + 10));
        }
    }

    [Test]
    public void A_cleared_buffer_begins_anew_and_a_key_of_before_is_gone()
    {
        DimensionBuffer buffer = new();
        buffer.Add(new NameScope("key"), "before", 1L);
        buffer.Clear();
        buffer.Count.ShouldBe(0);

        buffer.Add(null, "after", 2L);

        (buffer.Count, buffer.NameAt(0), buffer.KeyAt(0), buffer.ValueAt(0).ToInt64()).ShouldBe((1, "after", null, 2));
    }

    [Test]
    public void A_buffer_that_nobody_fills_any_more_is_cut_to_eight_and_grows_again()
    {
        DimensionBuffer buffer = new();
        for (int i = 0; i < 2048; i++) buffer.Add(null, "d", i);
        buffer.BeginUse();
        for (int i = 1; i < ShrinkRule.Uses; i++) buffer.BeginUse();
        buffer.Capacity.ShouldBe(2048, "one empty use is missing");

        buffer.BeginUse();

        buffer.Capacity.ShouldBe(8);
        for (int i = 0; i < 9; i++) buffer.Add(null, "d", i);
        (buffer.Count, buffer.Capacity, buffer.ValueAt(8).ToInt64()).ShouldBe((9, 16, 8));
    }

    [Test]
    public void Room_for_dimensions_is_cut_by_the_same_rule()
    {
        DimensionBuffer buffer = new();
        Use(4096, 1);
        buffer.Capacity.ShouldBe(4096);
        Use(1023, ShrinkRule.Uses);
        buffer.Capacity.ShouldBe(4096, "the last use is counted when the next one begins");
        Use(3, 1);
        buffer.Capacity.ShouldBe(1023);
        Use(3, 10 * ShrinkRule.Uses);
        buffer.Capacity.ShouldBe(1023, "as few are kept");

        void Use(int dimensions, int times)
        {
            for (int i = 0; i < times; i++)
            {
                buffer.BeginUse();
                for (int metric = 1; metric <= 2; metric++)
                {
                    buffer.Clear();
                    for (int d = 0; d < dimensions / metric; d++) buffer.Add(null, "d", d);
                }
            }
        }
    }
}
