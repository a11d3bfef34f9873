using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Values for accumulators, and what comes of adding them one by one.</summary>
internal static class Accumulated
{
    public const int Cases = 2_000;

    /// <summary>Whole numbers, so that sums are exact; some of them far away from zero.</summary>
    public static readonly Gen<double> Value = Gen.Frequency(
        (8, Gen.Int[-1000, 1000].Select(static i => (double)i)),
        (2, Gen.Int[-1000, 1000].Select(static i => 1e9 + i)),
        (1, Gen.OneOf(Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity))));

    /// <summary>Amounts of either sign, some of which lead beyond a long.</summary>
    public static readonly Gen<long> Amount = Gen.Frequency(
        (8, Gen.Long[-1000, 1000]),
        (1, Gen.OneOf(Gen.Const(long.MaxValue / 8), Gen.Const(-5L))));

    /// <summary>The state after these values.</summary>
    public static TState Of<TState, TValue>(params TValue[] values)
        where TState : unmanaged, IAccumulator<TState, TValue>
    {
        TState state = default;
        foreach (TValue value in values) state.Add(value);
        return state;
    }

    /// <summary>What a state shows, as "name = value" in its order.</summary>
    public static string Shown<TState, TValue>(in TState state)
        where TState : unmanaged, IAccumulator<TState, TValue>
    {
        DimensionBuffer dimensions = new();
        state.WriteDimensions(new DimensionWriter(dimensions));
        return string.Join(", ", Enumerable.Range(0, dimensions.Count).Select(i => $"{dimensions.NameAt(i)} = {dimensions.ValueAt(i)}"));
    }
}
