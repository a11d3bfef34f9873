using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Over the whole range of a double: mean and deviation are finite, and those of exact arithmetic.</content>
internal sealed partial class SummaryStateTests
{
    private const int Cases = 3_000;

    private static readonly Gen<double> s_any = Gen.Frequency(
        (4, Constants(1e308, -1e308, double.MaxValue, double.MinValue, 1.7e308)),
        (3, Constants(1e200, -1e200, 1e154, 1.4e154, -3e153, 1e150)),
        (2, Constants(0, -0.0, 1, -1, 1e-300, double.Epsilon, -double.Epsilon)),
        (3, Gen.Double[-1e308, 1e308]),
        (3, Gen.Double[-1000, 1000]),
        (1, Constants(double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

    private static readonly Gen<(double[], double[])> s_pair = Gen.Select(s_any.Array[0, 20], s_any.Array[0, 20]);

    // Long runs of ordinary values, with one now and then that ends them.
    private static readonly Gen<double[]> s_run =
        Gen.Frequency((3, Gen.Frequency((40, Gen.Double[-1000, 1000]), (1, s_any)).Array[0, 100]), (1, s_any.Array[0, 20]));

    [TestCase(-1e308, 1e308)]
    [TestCase(double.MaxValue, double.MaxValue)]
    [TestCase(double.MinValue, double.MaxValue)]
    [TestCase(1e200, -1e200)]
    [TestCase(1e154, 1e-154)]
    public void Two_values_at_the_ends_have_a_mean_and_a_deviation(double first, double second)
    {
        SummaryState state = Of([first, second]);
        state.RunningMean.ShouldBe((first / 2) + (second / 2), double.MaxValue * 1e-15);
        state.Mean.ShouldBe((first / 2) + (second / 2), double.MaxValue * 1e-15);
        state.StandardDeviation.ShouldBe(Math.Abs((first / 2) - (second / 2)), (state.StandardDeviation * 1e-15) + double.Epsilon);
    }

    [Test]
    public void Adding_agrees_with_exact_arithmetic() =>
        s_any.Array[0, 40].Sample(static values => ShouldAgree(Of(values), values), iter: Cases, threads: 1);

    [Test]
    public void Merging_agrees_with_exact_arithmetic() => s_pair.Sample(static (first, second) =>
    {
        SummaryState merged = Of(first);
        merged.Merge(Of(second));
        ShouldAgree(merged, [.. first, .. second]);
        merged.Add(5); // and goes on
        ShouldAgree(merged, [.. first, .. second, 5]);
    }, iter: Cases, threads: 1);

    [Test]
    public void Differences_are_finite_and_never_negative() => s_pair.Sample(static (first, second) =>
    {
        double[] finite = [.. second.Where(double.IsFinite)];
        SummaryState difference = Of([.. first, .. second]);
        difference.Subtract(Of(first));
        difference.Count.ShouldBe(finite.Length);
        double[] shown = [difference.Sum, difference.Mean, difference.RunningMean, difference.StandardDeviation];
        shown.ShouldAllBe(static v => double.IsFinite(v));
        difference.StandardDeviation.ShouldBeGreaterThanOrEqualTo(0);
        if (finite.Length <= 1) difference.StandardDeviation.ShouldBe(0);

        double[] all = [.. first.Concat(second).Where(double.IsFinite)];
        double largest = all.Length == 0 ? 0 : all.Max(Math.Abs);
        if (finite.Length > 0) difference.RunningMean.ShouldBeInRange(all.Min(), all.Max());
        double rounded = (largest * 1e-6) + 1e-150; // of 16 digits of the squares
        difference.StandardDeviation.ShouldBe(ExactStatistics.StandardDeviation(finite), rounded);
    }, iter: Cases, threads: 1);

    [Test]
    public void The_variance_of_few_values_beside_many_is_off_by_no_more_than_stated() =>
        Gen.Select(
            Constants(0, 1e3, 1e9, -1e6), Constants(1e-3, 1, 1e4), Gen.Int[1, 10_000], Gen.Int[2, 20], Gen.Double[-100, 100], Gen.Int)
            .Sample(static (offset, spread, before, since, step, seed) =>
            {
                Random random = new(seed);
                double[] values = new double[before + since];
                for (int i = 0; i < values.Length; i++)
                    values[i] = offset + (spread * (random.NextDouble() + (i < before ? 0 : step)));
                SummaryState all = Of(values);
                SummaryState difference = all;
                difference.Subtract(Of(values[..before]));

                double[] came = values[before..];
                double exact = Math.Pow(ExactStatistics.StandardDeviation(came), 2);
                double distance = Math.Abs(ExactStatistics.Mean(came) - all.Mean);
                double bound = (1e-15 * all.Count * (Math.Pow(all.StandardDeviation, 2) + Math.Abs(all.Mean * distance)))
                    + (1e-31 * all.Count * Math.Pow(all.Mean, 2));
                Math.Abs(Math.Pow(difference.StandardDeviation, 2) - exact).ShouldBeLessThanOrEqualTo(bound + (1e-15 * exact), $"{exact}");
            }, iter: 500, threads: 1);

    [Test]
    public void A_sum_beyond_a_double_stays_there_and_the_mean_goes_on()
    {
        SummaryState state = Of([double.MaxValue, double.MaxValue]);
        state.Sum.ShouldBe(double.MaxValue);
        state.Add(double.MinValue);
        state.Add(double.MinValue);
        state.Sum.ShouldBe(double.MaxValue);
        state.Mean.ShouldBe(0, double.MaxValue * 1e-15);

        SummaryState other = Of([double.MinValue, double.MinValue]);
        other.Merge(in state);
        double.IsNaN(other.Sum).ShouldBeFalse();
        other.Mean.ShouldBe(double.MinValue / 3, double.MaxValue * 1e-15);
    }

    [Test]
    public void A_span_gives_what_its_values_give_one_by_one_to_the_last_bit() => Gen.Select(s_run, s_run, s_run).Sample(
        static (first, second, third) =>
        {
            SummaryState atOnce = default;
            SummaryState oneByOne = default;
            foreach (double[] values in (double[][])[first, second, third])
            {
                atOnce.Add(values.AsSpan());
                foreach (double value in values) oneByOne.Add(value);
                BytesOf(in atOnce).SequenceEqual(BytesOf(in oneByOne)).ShouldBeTrue();
                atOnce.ResetExtremes();
                oneByOne.ResetExtremes();
            }
        },
        iter: Cases,
        threads: 1);

    [Test]
    public void All_zero_bytes_are_a_state_without_values()
    {
        SummaryState state = MemoryMarshal.Read<SummaryState>(new byte[Unsafe.SizeOf<SummaryState>()]);
        (state.IsEmpty, state.Sum, state.Mean, state.StandardDeviation).ShouldBe((true, 0, 0, 0));
        state.Add(7).ShouldBeTrue();
        SummaryState expected = Of([7]);
        BytesOf(in state).SequenceEqual(BytesOf(in expected)).ShouldBeTrue();
    }

    [Test]
    public void The_sum_is_rounded_once_however_many_values_there_are()
    {
        SummaryState state = default;
        foreach (double value in (double[])[1e16, 1, 1, 1, -1e16]) state.Add(value);
        state.Sum.ShouldBe(3);
        state.Mean.ShouldBe(0.6);

        SummaryState tenths = default;
        for (int i = 0; i < 1_000_000; i++) tenths.Add(0.1);
        tenths.Sum.ShouldBe(100_000.0);
        SummaryState later = tenths;
        for (int i = 0; i < 3; i++) later.Add(0.1);
        later.Subtract(in tenths);
        later.Sum.ShouldBe(0.30000000000000004);
    }

    private static Gen<double> Constants(params double[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ReadOnlySpan<byte> BytesOf(in SummaryState state) => MemoryMarshal.AsBytes(new ReadOnlySpan<SummaryState>(in state));

    private static SummaryState Of(double[] values)
    {
        SummaryState state = default;
        foreach (double value in values) state.Add(value).ShouldBe(double.IsFinite(value));
        return state;
    }

    private static void ShouldAgree(SummaryState state, double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (state.Count, state.Ignored).ShouldBe((finite.Length, values.Length - finite.Length));
        double.IsFinite(state.Sum).ShouldBeTrue();
        if (finite.Length == 0) return;

        // A few roundings a value, of numbers as large as the largest one, and also among the smallest doubles; squares of less
        // than 1e-154 are none.
        double rounded = (finite.Max(Math.Abs) * 4e-16 * finite.Length) + (2 * finite.Length * double.Epsilon);
        double mean = ExactStatistics.Mean(finite);
        state.Mean.ShouldBe(mean, rounded);
        state.RunningMean.ShouldBe(mean, rounded);
        state.StandardDeviation.ShouldBe(ExactStatistics.StandardDeviation(finite), rounded + 1e-154);
        (state.Min, state.Max).ShouldBe((finite.Min(), finite.Max()));
    }
}
