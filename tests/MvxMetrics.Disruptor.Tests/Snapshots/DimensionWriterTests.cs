using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a metric writes its dimensions with: values of two kinds, names within keys, refusals that say why.</summary>
[TestFixture]
internal sealed class DimensionWriterTests
{
    private readonly DimensionBuffer _buffer = new();

    [SetUp]
    public void ClearTheBuffer() => _buffer.Clear();

    [Test]
    public void Integers_stay_exact_and_doubles_stay_doubles_in_the_order_of_writing()
    {
        DimensionWriter writer = new(_buffer);
        writer.Add("most", long.MaxValue);
        writer.Add("part", 0.5);
        writer.Add("whole", 2.0);

        _buffer.Count.ShouldBe(3);
        (_buffer.NameAt(0), _buffer.NameAt(1), _buffer.NameAt(2)).ShouldBe(("most", "part", "whole"));
        (_buffer.ValueAt(0).IsInteger, _buffer.ValueAt(0).ToInt64()).ShouldBe((true, long.MaxValue));
        (_buffer.ValueAt(1).IsInteger, _buffer.ValueAt(1).ToDouble()).ShouldBe((false, 0.5));
        _buffer.ValueAt(2).IsInteger.ShouldBeFalse();
    }

    [Test]
    public void A_writer_for_a_key_names_within_it_and_leaves_the_one_it_came_from_as_it_was()
    {
        DimensionWriter writer = new(_buffer);
        DimensionWriter left = writer.For("left");
        DimensionWriter inner = left.For("inner");
        inner.Add("count", 1L);
        left.Add("count", 2L);
        writer.Add("count", 3L);

        (_buffer.NameAt(0), _buffer.KeyAt(0), _buffer.ShortNameAt(0)).ShouldBe(("left.inner.count", "left.inner", "count"));
        (_buffer.NameAt(1), _buffer.KeyAt(1), _buffer.ShortNameAt(1)).ShouldBe(("left.count", "left", "count"));
        (_buffer.NameAt(2), _buffer.KeyAt(2), _buffer.ShortNameAt(2)).ShouldBe(("count", null, "count"));
    }

    [Test]
    public void A_writer_of_no_snapshot_refuses_and_names_what_was_to_be_written()
    {
        Should.Throw<InvalidOperationException>(() => default(DimensionWriter).Add("depth", 1L)).Message
            .ShouldStartWith("Dimension 'depth' was refused:");
        Should.Throw<InvalidOperationException>(() => _ = default(DimensionWriter).For("left")).Message
            .ShouldStartWith("Dimension 'left' was refused:");
    }

    [Test]
    public void What_was_refused_is_not_written()
    {
        Should.Throw<ArgumentException>(() => new DimensionWriter(_buffer).Add(" ", 1L)).ParamName.ShouldBe("name");
        Should.Throw<ArgumentException>(() => new DimensionWriter(_buffer).For("left").Add(string.Empty, 1.0)).ParamName.ShouldBe("name");
        Should.Throw<ArgumentException>(() => _ = new DimensionWriter(_buffer).For("\t")).ParamName.ShouldBe("key");

        _buffer.Count.ShouldBe(0);
    }

    [Test]
    public void Writing_within_keys_allocates_nothing_once_the_names_are_known()
    {
        Write();
        Allocations.Least(Write).ShouldBe(0);

        long Write()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                _buffer.Clear();
                DimensionWriter inner = new DimensionWriter(_buffer).For("outer").For("inner");
                inner.Add("count", 1L);
                inner.Add("mean", 0.5);
                if (_buffer.NameAt(1) != "outer.inner.mean") Assert.Fail(_buffer.NameAt(1));
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
