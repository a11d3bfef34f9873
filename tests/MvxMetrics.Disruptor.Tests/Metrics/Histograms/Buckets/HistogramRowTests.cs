using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A histogram in memory: recorded, added, subtracted and copied.</summary>
[TestFixture]
internal sealed class HistogramRowTests
{
    // Values up to 255 have a bucket each; from there on a bucket is 2, 4, 8 wide.
    private static readonly HistogramScale s_scale = new(1, 1000, 2);

    [Test]
    public void A_value_goes_to_its_bucket_and_into_count_sum_and_extremes()
    {
        long[] row = HistogramRows.Of(s_scale, 7, 0, 7, 1000);
        HistogramRows.Told(row).ShouldBe((4, 1014, 0, 1000, 0));
        HistogramRows.Filled(row).ShouldBe([(0, 1), (7, 2), (s_scale.IndexOf(1000), 1)]);
        row.Length.ShouldBe(8 + s_scale.Count);
    }

    [Test]
    public void A_value_out_of_range_is_counted_and_kept_out_or_clamped()
    {
        long[] counted = HistogramRows.Of(s_scale);
        long[] clamped = HistogramRows.Of(s_scale);
        foreach (long value in (long[])[-1, long.MinValue, 1001, long.MaxValue])
        {
            HistogramRows.Record(s_scale, counted, value).ShouldBeFalse();
            HistogramRows.Record(s_scale, clamped, value, OutOfRangePolicy.Clamp).ShouldBeTrue();
        }

        HistogramRows.StateOf(counted).HasExtremes.ShouldBeFalse();
        (HistogramRows.StateOf(counted).OutOfRange, HistogramRows.Filled(counted).Length).ShouldBe((4, 0));
        HistogramRows.Told(clamped).ShouldBe((4, 2000, 0, 1000, 4));
        HistogramRows.Filled(clamped).ShouldBe([(0, 2), (s_scale.Count - 1, 2)]);
    }

    [Test]
    public void The_sum_has_128_bits()
    {
        HistogramScale scale = new(1, long.MaxValue, 1);
        long[] row = HistogramRows.Of(scale, long.MaxValue, long.MaxValue, long.MaxValue, 5);
        HistogramRows.StateOf(row).Sum.ShouldBe(((UInt128)long.MaxValue * 3) + 5);
        HistogramRow.Subtract(in scale, ref HistogramRow.StateOf(row.AsSpan()), HistogramRow.BucketsOf(row.AsSpan()),
            HistogramRows.StateOf(HistogramRows.Of(scale, long.MaxValue, long.MaxValue, long.MaxValue)),
            HistogramRow.BucketsOf((ReadOnlySpan<long>)HistogramRows.Of(scale, long.MaxValue, long.MaxValue, long.MaxValue)));
        HistogramRows.Told(row).ShouldBe((1, 5, 5, 5, 0));
    }

    [Test]
    public void Rows_add_up_to_the_row_of_all_values()
    {
        long[] row = HistogramRows.Of(s_scale, 3, 900);
        long[] other = HistogramRows.Of(s_scale, 1, 3, 5000);
        HistogramRow.Add(ref HistogramRow.StateOf(row.AsSpan()), HistogramRow.BucketsOf(row.AsSpan()),
            HistogramRows.StateOf(other), HistogramRow.BucketsOf((ReadOnlySpan<long>)other));
        row.ShouldBe(HistogramRows.Of(s_scale, 3, 900, 1, 3, 5000));
    }

    // Values before, values since, and the extremes of the difference: exact where a record was broken, otherwise the bucket's.
    [TestCase(new long[] { 300, 700 }, new long[] { 9, 900 }, 9, 900)]
    [TestCase(new long[] { 9, 900 }, new long[] { 301, 701 }, 300, 703)]
    [TestCase(new long[] { 9, 900 }, new long[] { 9, 900 }, 9, 900)]
    [TestCase(new long[] { }, new long[] { 301, 701 }, 301, 701)]
    public void Of_a_difference_the_extremes_are_exact_or_those_of_their_buckets(long[] before, long[] since, long min, long max)
    {
        long[] row = HistogramRows.Of(s_scale, [.. before, .. since]);
        HistogramRow.SubtractAll(in s_scale, row, HistogramRows.Of(s_scale, before));
        HistogramRows.Told(row).ShouldBe((since.Length, since.Sum(), min, max, 0));
        HistogramRows.Filled(row).ShouldBe(HistogramRows.Filled(HistogramRows.Of(s_scale, since)));
    }

    [Test]
    public void A_difference_without_values_is_empty()
    {
        long[] row = HistogramRows.Of(s_scale, 9, 900, 5000);
        HistogramRow.SubtractAll(in s_scale, row, HistogramRows.Of(s_scale, 9, 900));
        HistogramRows.StateOf(row).HasExtremes.ShouldBeFalse();
        HistogramRows.Told(row).ShouldBe((0, 0, -1, 0, 1));
        row.Skip(HistogramRow.StateCells).ShouldAllBe(static c => c == 0);
    }

    [Test]
    public void Shown_are_the_buckets_from_the_smallest_to_the_largest_value_whenever_extremes_were_started_anew()
    {
        long[] row = HistogramRows.Of(s_scale, 40, 9, 50);
        HistogramRow.StateOf(row.AsSpan()).ResetExtremes();
        HistogramRows.Record(s_scale, row, 20);
        HistogramRow.ShownBuckets(in s_scale, HistogramRows.StateOf(row)).ShouldBe(9..51);
        HistogramState nonsense = default;
        nonsense.SetExtremes(50, 9); // read in the middle of a change
        HistogramRow.ShownBuckets(in s_scale, in nonsense).ShouldBe(0..0);
        nonsense.SetExtremes(long.MinValue, long.MaxValue);
        HistogramRow.ShownBuckets(in s_scale, in nonsense).ShouldBe(0..s_scale.Count);

        long[] copy = [.. Enumerable.Repeat(-5L, row.Length)];
        HistogramRow.CopyShown(in s_scale, row, copy);
        copy[..HistogramRow.StateCells].ShouldBe(row[..HistogramRow.StateCells]);
        HistogramRow.BucketsOf(copy.AsSpan())[9..51].ToArray().ShouldBe(HistogramRow.BucketsOf(row.AsSpan())[9..51].ToArray());
        (copy[HistogramRow.StateCells + 8], copy[HistogramRow.StateCells + 51]).ShouldBe((-5, -5), "not copied");
    }
}
