using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Running means and deviations agree with those in whole numbers, within what is stated of them.</summary>
[TestFixture]
internal sealed class RunningVarianceTests
{
    private static readonly double[] s_offsets = [0, 1, -1e6, 1e9, 1e15, -1e100, 1e200, 1e308, -1e308];

    private static readonly double[] s_spreads = [1e-3, 1, 1e6, 1e150, 1e160, 1e300];

    private static readonly double[] s_huge = [double.MaxValue, double.MinValue, 1e308, -1.7e308, 1e200, -1e154, 1.4e154, 1, -3, 0];

    [Test]
    public void All_zero_there_are_no_values_and_a_single_one_deviates_by_nothing()
    {
        RunningVariance variance = default;
        (variance.Mean, variance.StandardDeviation(1)).ShouldBe((0, 0));
        foreach (double value in (double[])[1e9 + 0.1, double.MaxValue, double.MinValue, -0.0])
        {
            variance = Of([value]);
            (variance.Mean, variance.StandardDeviation(1)).ShouldBe((value, 0));
        }
    }

    [Test]
    public void Values_far_from_zero_have_the_mean_and_deviation_of_exact_arithmetic() => Gen.Int.Sample(
        static seed =>
        {
            double[] values = Values(new Random(seed), most: 300);
            ShouldAgree(Of(values), values, seed);
        },
        iter: 500,
        threads: 1);

    [Test]
    public void Merged_groups_have_the_mean_and_deviation_of_exact_arithmetic_and_go_on() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            double[] first = Values(random, most: 150);
            double[] second = Values(random, most: 150);
            RunningVariance merged = Merged(first, second);
            ShouldAgree(merged, [.. first, .. second], seed);

            merged.Add(5, 1.0 / (first.Length + second.Length + 1));
            ShouldAgree(merged, [.. first, .. second, 5], seed);
        },
        iter: 500,
        threads: 1);

    [Test]
    public void Steps_in_two_halves_are_steps_to_the_last_bit() => Gen.Int.Sample(
        static seed =>
        {
            double[] values = Values(new Random(seed), most: 100);
            RunningVariance inHalves = default;
            for (int i = 0; i < values.Length; i++)
            {
                double share = 1.0 / (i + 1);
                double mean = inHalves.MeanWith(values[i], share);
                double squares = inHalves.SquaresWith(values[i], mean);
                if (double.IsFinite(squares)) inHalves.Set(mean, squares);
                else inHalves.Add(values[i], share);
            }

            inHalves.ShouldBe(Of(values), $"seed {seed}");
        },
        iter: 500,
        threads: 1);

    [Test]
    public void What_came_since_has_the_variance_of_exact_arithmetic_within_the_stated_bound() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            double offset = s_offsets[random.Next(4)];
            double spread = s_spreads[random.Next(3)];
            double step = (200 * random.NextDouble()) - 100;
            double[] before = Around(random, random.Next(1, 1001), offset, spread);
            double[] since = Around(random, random.Next(2, 21), offset + (spread * step), spread);
            double[] all = [.. before, .. since];
            double mean = ExactStatistics.Mean(all);
            double meanSince = ExactStatistics.Mean(since);
            double variance = Math.Pow(ExactStatistics.StandardDeviation(all), 2);
            double exact = Math.Pow(ExactStatistics.StandardDeviation(since), 2);
            double bound = (1e-15 * all.Length * (variance + Math.Abs(mean * (meanSince - mean)))) + (1e-31 * all.Length * mean * mean);

            RunningVariance earlier = Of(before);
            foreach (RunningVariance whole in (RunningVariance[])[Of(all), Merged(before, since)])
            {
                RunningVariance difference = whole;
                difference.Subtract(in earlier, before.Length, ExactStatistics.Mean(before), since.Length, meanSince);
                difference.Mean.ShouldBe(meanSince);
                double deviation = difference.StandardDeviation(since.Length);
                deviation.ShouldBeGreaterThanOrEqualTo(0);
                Math.Abs((deviation * deviation) - exact).ShouldBeLessThanOrEqualTo(bound + (1e-15 * exact), $"seed {seed}: {exact}");
            }
        },
        iter: 300,
        threads: 1);

    [Test]
    public void The_mean_since_is_that_of_exact_arithmetic_but_for_what_both_means_are_off() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            double[] before = Values(random, most: 100);
            double[] since = Values(random, most: 100);
            double[] all = [.. before, .. since];
            double allowed = Rounded(all) * (1 + (2.0 * before.Length / since.Length));
            double mean = Of(all).MeanSince(Of(before), before.Length, since.Length);
            mean.ShouldBe(ExactStatistics.Mean(since), allowed, $"seed {seed}");
        },
        iter: 500,
        threads: 1);

    [Test]
    public void Squares_go_beyond_a_double_and_come_back()
    {
        double[] wide = [2e154, -2e154];
        double[] narrow = [1e150, -1e150];
        RunningVariance variance = Of([.. wide, .. narrow]);
        double.IsFinite(variance.SquaresWith(0, variance.Mean)).ShouldBeFalse();
        variance.StandardDeviation(4).ShouldBe(1e154 * Math.Sqrt(2 + 5e-9), 1e140);

        variance.Subtract(Of(wide), wide.Length, 0, narrow.Length, 0);
        double.IsFinite(variance.SquaresWith(0, variance.Mean)).ShouldBeTrue();
        variance.StandardDeviation(2).ShouldBe(1e150, 1e144); // of 16 digits of the squares, 9 were those of the wide ones
        variance.Add(0, 1.0 / 3);
        variance.StandardDeviation(3).ShouldBe(1e150 * Math.Sqrt(2.0 / 3), 1e144);
    }

    [Test]
    public void Whatever_finite_values_come_mean_and_deviation_are_finite() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            double[] first = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => s_huge[random.Next(s_huge.Length)])];
            double[] second = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => s_huge[random.Next(s_huge.Length)])];
            double[] all = [.. first, .. second];
            ShouldAgree(Merged(first, second), all, seed);
            RunningVariance since = Of(all);
            ShouldAgree(since, all, seed);

            RunningVariance earlier = Of(first);
            double mean = Math.Clamp(since.MeanSince(in earlier, first.Length, second.Length), all.Min(), all.Max());
            since.Subtract(in earlier, first.Length, earlier.Mean, second.Length, mean);
            double deviation = since.StandardDeviation(second.Length);
            (double.IsFinite(since.Mean) && double.IsFinite(deviation) && deviation >= 0).ShouldBeTrue($"seed {seed}: {mean}, {deviation}");
            if (second.Length == 1) deviation.ShouldBe(0);
        },
        iter: 2_000,
        threads: 1);

    private static RunningVariance Of(double[] values)
    {
        RunningVariance variance = default;
        for (int i = 0; i < values.Length; i++) variance.Add(values[i], 1.0 / (i + 1));
        return variance;
    }

    private static RunningVariance Merged(double[] first, double[] second)
    {
        RunningVariance merged = Of(first);
        merged.Merge(first.Length, Of(second), second.Length);
        return merged;
    }

    private static double[] Values(Random random, int most) =>
        Around(random, random.Next(1, most + 1), s_offsets[random.Next(s_offsets.Length)], s_spreads[random.Next(s_spreads.Length)]);

    private static double[] Around(Random random, int count, double offset, double spread) =>
        [.. Enumerable.Range(0, count).Select(_ => offset + (spread * random.NextDouble()))];

    // What is stated: a few roundings a value, of numbers as large as the largest one.
    private static double Rounded(double[] values) => (values.Max(Math.Abs) * 4e-16 * values.Length) + double.Epsilon;

    private static void ShouldAgree(in RunningVariance variance, double[] values, int seed)
    {
        double rounded = Rounded(values);
        variance.Mean.ShouldBe(ExactStatistics.Mean(values), rounded, $"seed {seed}");
        double deviation = variance.StandardDeviation(values.Length);
        deviation.ShouldBe(ExactStatistics.StandardDeviation(values), rounded + 1e-154, $"seed {seed}");
    }
}
