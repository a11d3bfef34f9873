using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The index of keys: a dictionary of fixed size, without gaps after a removal.</summary>
[TestFixture]
internal sealed class KeyIndexTests
{
    [Test]
    public void The_index_agrees_with_a_dictionary() => Gen
        .Select(Gen.Bool, Gen.Frequency((3, Gen.Long[0, 40]), (1, Gen.Long))).Array[0, 300]
        .Sample(static steps =>
        {
            KeyIndex index = new(32);
            Dictionary<long, int> expected = [];
            foreach ((bool adds, long key) in steps)
            {
                if (expected.ContainsKey(key) && !adds)
                {
                    index.Remove(key);
                    expected.Remove(key);
                }
                else if (adds && expected.Count < 32 && !expected.ContainsKey(key))
                {
                    index.Add(key, expected.Count);
                    expected[key] = expected.Count;
                }

                index.Find(key).ShouldBe(expected.GetValueOrDefault(key, -1));
                foreach ((long known, int number) in expected) index.Find(known).ShouldBe(number);
            }
        }, iter: 1_000, threads: 1);

    [Test]
    public void A_full_index_knows_every_key_of_whatever_pattern_and_no_other()
    {
        const int Capacity = 1000;
        Func<int, long>[] patterns =
            [static i => i, static i => (long)i << 32, static i => -i - 1, static i => long.MinValue + (i * 1024L)];
        foreach (Func<int, long> pattern in patterns)
        {
            KeyIndex index = new(Capacity);
            for (int i = 0; i < Capacity; i++) index.Add(pattern(i), i);
            for (int i = 0; i < Capacity; i++) index.Find(pattern(i)).ShouldBe(i);
            for (int i = Capacity; i < 2 * Capacity; i++) index.Find(pattern(i)).ShouldBe(-1);
            for (int i = 0; i < Capacity; i += 2) index.Remove(pattern(i));
            for (int i = 0; i < Capacity; i++) index.Find(pattern(i)).ShouldBe(i % 2 == 0 ? -1 : i);
        }
    }

    [Test]
    public void The_key_zero_is_a_key_as_any_other()
    {
        KeyIndex index = new(1);
        index.Find(0).ShouldBe(-1);
        index.Add(0, 0);
        index.Find(0).ShouldBe(0);
        index.Remove(0);
        index.Find(0).ShouldBe(-1);
    }

    [TestCase(1, 2)]
    [TestCase(2, 4)]
    [TestCase(3, 8)]
    [TestCase(4, 8)]
    [TestCase(1000, 2048)]
    public void The_table_has_twice_the_room_at_least_and_12_bytes_a_place(int capacity, int places) =>
        new KeyIndex(capacity).MemoryBytes.ShouldBe(12L * places);
}
