using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Merging and subtracting agree with adding, for any values and any split of them.</summary>
[TestFixture]
internal sealed class AccumulatorTests
{
    private const int Cases = 2_000;

    // Whole numbers, so that sums are exact; some of them far away from zero.
    private static readonly Gen<double> s_value = Gen.Frequency(
        (8, Gen.Int[-1000, 1000].Select(static i => (double)i)),
        (2, Gen.Int[-1000, 1000].Select(static i => 1e9 + i)),
        (1, Gen.OneOf(Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity))));

    private static readonly Gen<long> s_amount = Gen.Frequency(
        (8, Gen.Long[-1000, 1000]),
        (1, Gen.OneOf(Gen.Const(long.MaxValue / 8), Gen.Const(-5L))));

    [Test]
    public void Summaries_merge_to_the_summary_of_all() =>
        Gen.Select(s_value.Array[0, 60], s_value.Array[0, 60]).Sample(static (first, second) =>
        {
            SummaryState merged = Of<SummaryState, double>(first);
            merged.Merge(Of<SummaryState, double>(second));
            ShouldBeAlike(merged, Of<SummaryState, double>([.. first, .. second]), withExtremes: true);
        }, iter: Cases, threads: 1);

    [Test]
    public void A_summary_less_an_earlier_copy_is_the_summary_of_what_came_since() =>
        Gen.Select(s_value.Array[0, 60], s_value.Array[0, 60]).Sample(static (first, second) =>
        {
            SummaryState difference = Of<SummaryState, double>([.. first, .. second]);
            difference.Subtract(Of<SummaryState, double>(first));
            ShouldBeAlike(difference, Of<SummaryState, double>(second), withExtremes: false);
        }, iter: Cases, threads: 1);

    [Test]
    public void Counters_and_gauges_merge_to_that_of_all()
    {
        Gen.Select(s_amount.Array[0, 20], s_amount.Array[0, 20]).Sample(static (first, second) =>
        {
            CounterState counter = Of<CounterState, long>(first);
            counter.Merge(Of<CounterState, long>(second));
            counter.ShouldBe(Of<CounterState, long>([.. first, .. second]));
        }, iter: Cases, threads: 1);
        Gen.Select(s_value.Array[0, 20], s_value.Array[0, 20]).Sample(static (first, second) =>
        {
            GaugeState gauge = Of<GaugeState, double>(first);
            gauge.Merge(Of<GaugeState, double>(second));
            gauge.ShouldBe(Of<GaugeState, double>([.. first, .. second]));
        }, iter: Cases, threads: 1);
        Gen.Select(Gen.Long[-1000, 1000].Array[0, 20], Gen.Long[-1000, 1000].Array[0, 20]).Sample(static (first, second) =>
        {
            UpDownCounterState counter = Of<UpDownCounterState, long>(first);
            counter.Merge(Of<UpDownCounterState, long>(second));
            counter.ShouldBe(Of<UpDownCounterState, long>([.. first, .. second]));
        }, iter: Cases, threads: 1);
    }

    [Test]
    public void A_counter_less_an_earlier_copy_is_the_counter_of_what_came_since()
    {
        Gen<long[]> amounts = Gen.Long[-1000, 1_000_000].Array[0, 20];
        Gen.Select(amounts, amounts).Sample(static (first, second) =>
        {
            CounterState counter = Of<CounterState, long>([.. first, .. second]);
            counter.Subtract(Of<CounterState, long>(first));
            counter.ShouldBe(Of<CounterState, long>(second));

            UpDownCounterState upDown = Of<UpDownCounterState, long>([.. first, .. second]);
            upDown.Subtract(Of<UpDownCounterState, long>(first));
            upDown.ShouldBe(Of<UpDownCounterState, long>(second));
        }, iter: Cases, threads: 1);
    }

    [Test]
    public void Sums_that_stay_at_the_end_of_the_range_agree_with_wider_arithmetic()
    {
        Gen<long> any = Gen.Frequency((3, Gen.Long), (1, Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Long[-1, 1])));
        Gen.Select(any, any).Sample(static (left, right) =>
        {
            Saturating.Add(left, right).ShouldBe((long)Int128.Clamp((Int128)left + right, long.MinValue, long.MaxValue));
            Saturating.Subtract(left, right).ShouldBe((long)Int128.Clamp((Int128)left - right, long.MinValue, long.MaxValue));
        }, iter: 10_000, threads: 1);
    }

    private static TState Of<TState, TValue>(TValue[] values)
        where TState : unmanaged, IAccumulator<TState, TValue>
    {
        TState state = default;
        foreach (TValue value in values) state.Add(value);
        return state;
    }

    private static void ShouldBeAlike(SummaryState actual, SummaryState expected, bool withExtremes)
    {
        (actual.Count, actual.Sum, actual.Ignored).ShouldBe((expected.Count, expected.Sum, expected.Ignored));
        if (withExtremes) (actual.Min, actual.Max).ShouldBe((expected.Min, expected.Max));

        // Squared deviations of up to 1e20 in all: 1e-16 of them is the precision there is.
        double squares = SquaredDeviations(in expected);
        double tolerance = Math.Max(1e-6, squares * 1e-9);
        if (!withExtremes) tolerance = Math.Max(tolerance, 1e6);
        SquaredDeviations(in actual).ShouldBe(squares, tolerance);
        actual.StandardDeviation.ShouldBeGreaterThanOrEqualTo(0);
    }

    // Of the deviation, which is their root: 1e-15 of them is rounded, far less than any tolerance.
    private static double SquaredDeviations(in SummaryState state) => state.StandardDeviation * state.StandardDeviation * state.Count;
}
