using System.Numerics;
using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Compensated sums agree with sums in whole numbers, within what their remarks state.</summary>
[TestFixture]
internal sealed class CompensatedSumTests
{
    /// <summary>Values made at random are multiples of 2^-150, and so are all sums of them, rounded or not.</summary>
    private const int Unit = 150;

    private static readonly BigInteger s_tenToThe31 = BigInteger.Pow(10, 31);

    private static readonly double[] s_huge =
    [
        double.MaxValue, double.MinValue, 1e308, -1e308, Math.ScaleB(1, 969), Math.ScaleB(-1, 970), 1e292, -1e200,
        1, -1e-3, 0, -0.0, double.Epsilon,
    ];

    [Test]
    public void Of_nothing_the_sum_is_zero()
    {
        CompensatedSum sum = default;
        (sum.Value, sum.IsBeyondDouble).ShouldBe((0, false));
        sum.TryAdd(default).ShouldBeTrue();
        sum.TrySubtract(default).ShouldBeTrue();
        sum.ShouldBe(default(CompensatedSum));
    }

    [TestCase(new[] { 1e16, 1, 1, 1, -1e16 }, 3.0)]
    [TestCase(new[] { 1, 1e100, 1, -1e100 }, 2.0)]
    [TestCase(new[] { 1e100, 1, -1e100, 1e-100 }, 1.0)]
    [TestCase(new[] { 0.1, 0.2, -0.3 }, 2.7755575615628914e-17)]
    public void What_large_values_leave_when_they_cancel_is_exact(double[] values, double exact) => Of(values).Value.ShouldBe(exact);

    [Test]
    public void Added_values_have_the_exact_sum_within_the_stated_bound() => Gen.Int.Sample(
        static seed =>
        {
            double[] values = Values(new Random(seed), most: 300);
            ShouldBeSum(Of(values), values, values, seed);
        },
        iter: 2_000,
        threads: 1);

    [Test]
    public void Added_sums_have_the_exact_sum_within_the_stated_bound_and_give_each_other_back() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            double[] first = Values(random, most: 100);
            double[] second = Values(random, most: 100);
            double[] all = [.. first, .. second];
            CompensatedSum sum = Of(first);
            CompensatedSum other = Of(second);
            sum.TryAdd(in other).ShouldBeTrue();
            ShouldBeSum(sum, all, all, seed);
            sum.TrySubtract(in other).ShouldBeTrue();
            ShouldBeSum(sum, first, all, seed);
        },
        iter: 1_000,
        threads: 1);

    [Test]
    public void A_sum_less_an_earlier_copy_is_the_exact_sum_of_what_came_since_within_the_stated_bound() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            double[] all = Values(random, most: 300);
            int before = random.Next(all.Length + 1);
            CompensatedSum sum = Of(all);
            sum.TrySubtract(Of(all[..before])).ShouldBeTrue();
            ShouldBeSum(sum, all[before..], all, seed);
        },
        iter: 1_000,
        threads: 1);

    [TestCase(1)]
    [TestCase(-1)]
    public void A_sum_that_was_beyond_a_double_stays_there_until_it_begins_anew(int sign)
    {
        double end = sign * double.MaxValue;
        CompensatedSum sum = Of([end, end]);
        (sum.Value, sum.IsBeyondDouble).ShouldBe((end, true));
        foreach (double value in (double[])[-end, -end, -end, 3]) sum.Add(value);
        (sum.Value, sum.IsBeyondDouble).ShouldBe((end, true));
        sum.TryAdd(Of([-end, 5])).ShouldBeTrue();
        (sum.Value, sum.IsBeyondDouble).ShouldBe((end, true));

        sum = new CompensatedSum(sign * 1e300);
        sum.Add(sign * -1e300);
        sum.Add(7);
        (sum.Value, sum.IsBeyondDouble).ShouldBe((7, false));
        new CompensatedSum(sign * double.PositiveInfinity).Value.ShouldBe(end);
    }

    [Test]
    public void Of_sums_beyond_both_ends_nothing_is_known_and_nothing_is_changed()
    {
        CompensatedSum above = Of([double.MaxValue, double.MaxValue]);
        CompensatedSum below = Of([double.MinValue, double.MinValue]);
        CompensatedSum sum = above;
        sum.TryAdd(in below).ShouldBeFalse();
        sum.ShouldBe(above);
        sum.TrySubtract(in above).ShouldBeFalse();
        sum.ShouldBe(above);
        sum.TrySubtract(Of([1, 2])).ShouldBeFalse();
        sum.ShouldBe(above);

        CompensatedSum within = Of([1, 2]);
        within.TrySubtract(in below).ShouldBeFalse();
        within.ShouldBe(Of([1, 2]));
    }

    [Test]
    public void What_rounding_took_leads_beyond_a_double_and_back()
    {
        // A quarter of what lies between the two largest doubles, four times: each is lost to rounding.
        double quarter = Math.ScaleB(1, 969);
        CompensatedSum sum = Of([double.MaxValue, quarter, quarter, quarter, quarter]);
        (sum.Value, sum.IsBeyondDouble).ShouldBe((double.MaxValue, false));
        sum.Add(double.MinValue);
        sum.Value.ShouldBe(4 * quarter);
    }

    [Test]
    public void Whatever_is_added_and_subtracted_the_value_is_finite_and_a_failure_changes_nothing() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            CompensatedSum sum = default;
            CompensatedSum other = default;
            for (int i = 0; i < 50; i++)
            {
                double value = s_huge[random.Next(s_huge.Length)];
                CompensatedSum before = sum;
                int step = random.Next(6);
                bool isDone = step switch { 0 => sum.TryAdd(in other), 1 => sum.TrySubtract(in other), _ => true };
                if (!isDone)
                {
                    sum.ShouldBe(before, $"seed {seed}, step {i}");
                    sum = new CompensatedSum(value);
                }

                if (step == 2) other.Add(value);
                else if (step > 2) sum.Add(value);
                double.IsFinite(sum.Value).ShouldBeTrue($"seed {seed}, step {i}");
                if (random.Next(10) == 0) (sum, other) = (other, sum);
            }
        },
        iter: 2_000,
        threads: 1);

    private static CompensatedSum Of(double[] values)
    {
        CompensatedSum sum = default;
        foreach (double value in values) sum.Add(value);
        return sum;
    }

    // Of all sizes, or of nearly one size; a third of them cancels one before.
    private static double[] Values(Random random, int most)
    {
        double[] values = new double[random.Next(1, most + 1)];
        int sizes = random.Next(1, 2 * Unit);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i > 0 && random.Next(3) == 0
                ? -values[random.Next(i)]
                : Math.ScaleB(random.NextInt64(-(1L << 53), 1L << 53), random.Next(sizes) - Unit);
        }

        return values;
    }

    private static BigInteger Units(double value) => new(Math.ScaleB(value, Unit));

    private static BigInteger UnitsOf(double[] values, bool isOfMagnitudes = false)
    {
        BigInteger sum = BigInteger.Zero;
        foreach (double value in values) sum += Units(isOfMagnitudes ? Math.Abs(value) : value);
        return sum;
    }

    // Off by its own rounding, at most 2^-53 of it, and 1e-31 n^2 of the magnitudes. Both sides times 1e31 and 2^53: whole numbers.
    private static void ShouldBeSum(CompensatedSum sum, double[] values, double[] all, int seed)
    {
        BigInteger exact = UnitsOf(values);
        BigInteger off = BigInteger.Abs(Units(sum.Value) - exact);
        BigInteger ofMagnitudes = UnitsOf(all, isOfMagnitudes: true) * all.Length * all.Length;
        BigInteger allowed = (BigInteger.Abs(exact) * s_tenToThe31) + (ofMagnitudes << 53);
        (((off * s_tenToThe31) << 53) <= allowed).ShouldBeTrue($"seed {seed}: {sum.Value:R} of {values.Length} values is {off} units off");
    }
}
