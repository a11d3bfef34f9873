using CsCheck;
using HdrHistogram;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Buckets: every value has one, in order, without gaps, as narrow as promised; and the same as HdrHistogram's.</summary>
[TestFixture]
internal sealed class HistogramScaleTests
{
    private const int Samples = 200_000;

    /// <summary>Lowest value, highest value and digits of any legal scale of up to some megabytes, and a value in range.</summary>
    private static readonly Gen<(long Lowest, long Highest, int Digits, long Value)> s_cases =
        from digits in Gen.Int[1, 5]
        from lowestBits in Gen.Int[0, 61]
        from lowest in Gen.Long[1L << lowestBits, (1L << lowestBits) + ((1L << lowestBits) / 2)]
        from highestBits in Gen.Int[lowestBits + 2, 63]
        from highest in Gen.Long[1L << (highestBits - 1), highestBits == 63 ? long.MaxValue : (1L << highestBits) - 1]
        where highest / 2 >= lowest
        from valueBits in Gen.Int[0, 62]
        from value in Gen.Long[0, Math.Min(highest, (2L << valueBits) - 1 < 0 ? long.MaxValue : (2L << valueBits) - 1)]
        select (lowest, highest, digits, value);

    [Test]
    public void Every_value_lies_in_its_bucket_which_is_as_narrow_as_promised() =>
        s_cases.Sample(
            static c =>
            {
                HistogramScale scale = new(c.Lowest, c.Highest, c.Digits);
                int index = scale.IndexOf(c.Value);
                long low = scale.LowestOf(index);
                long high = scale.HighestOf(index);
                index.ShouldBeInRange(0, scale.Count - 1);
                c.Value.ShouldBeInRange(low, high);
                scale.MiddleOf(index).ShouldBeInRange(low, high);
                scale.IndexOf(low).ShouldBe(index);
                scale.IndexOf(high).ShouldBe(index);

                // In integers: (high - value) * 10^digits <= value, or closer than the lowest value.
                Int128 error = high - low;
                (error < c.Lowest || error * (long)Math.Pow(10, c.Digits) <= low).ShouldBeTrue($"{low}..{high}");
            },
            iter: Samples,
            print: static c => c.ToString());

    [Test]
    public void Larger_values_have_the_same_bucket_or_a_later_one() =>
        Gen.Select(s_cases, Gen.Long[0, long.MaxValue]).Sample(
            static (c, other) =>
            {
                HistogramScale scale = new(c.Lowest, c.Highest, c.Digits);
                other = Math.Min(other, c.Highest);
                Math.Sign(scale.IndexOf(other) - scale.IndexOf(c.Value)).ShouldBeOneOf(0, other.CompareTo(c.Value));
            },
            iter: Samples);

    [TestCase(1, 1, 3_600_000_000_000)]
    [TestCase(2, 1, 3_600_000_000_000)]
    [TestCase(3, 1000, 60_000_000)]
    [TestCase(4, 7, long.MaxValue)]
    [TestCase(5, 1, 2)]
    [TestCase(5, 1, long.MaxValue)]
    [TestCase(3, 1L << 60, long.MaxValue)]
    [TestCase(5, long.MaxValue / 2, long.MaxValue)]
    public void Buckets_follow_each_other_without_gap_from_zero_to_the_highest_value(int digits, long lowest, long highest)
    {
        HistogramScale scale = new(lowest, highest, digits);
        UInt128 next = 0;
        for (int i = 0; i < scale.Count; i++)
        {
            if ((UInt128)(ulong)scale.LowestOf(i) != next) Assert.Fail($"bucket {i} begins at {scale.LowestOf(i)}, not at {next}");
            next = (UInt128)(ulong)scale.HighestOf(i) + 1;
        }

        highest.ShouldBeInRange(scale.LowestOf(scale.Count - 1), scale.HighestOf(scale.Count - 1));
    }

    [Test]
    public void Buckets_are_those_of_HdrHistogram()
    {
        foreach (int digits in (int[])[1, 2, 3, 4, 5])
        {
            LongHistogram hdr = new(1, 3_600_000_000_000, digits);
            HistogramScale scale = new(1, 3_600_000_000_000, digits);
            Gen.Int[0, 41].SelectMany(static bits => Gen.Long[0, 1L << bits]).Sample(
                value =>
                {
                    int index = scale.IndexOf(value);
                    // HdrHistogram 2.5.0 computes widths in 32 bits.
                    if (scale.HighestOf(index) - scale.LowestOf(index) >= int.MaxValue) return;
                    hdr.HighestEquivalentValue(value).ShouldBe(scale.HighestOf(index));
                    if (index > 0) hdr.HighestEquivalentValue(scale.LowestOf(index) - 1).ShouldBe(scale.LowestOf(index) - 1);
                },
                iter: 20_000);
        }
    }

    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(999, true)]
    [TestCase(1000, true)]
    [TestCase(1001, false)]
    [TestCase(long.MaxValue, false)]
    [TestCase(-1, false)]
    [TestCase(long.MinValue, false)]
    public void The_range_ends_at_zero_and_at_the_highest_value(long value, bool isInRange) =>
        new HistogramScale(10, 1000, 2).Contains(value).ShouldBe(isInRange);
}
