using System.Globalization;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Writes a histogram's dimensions. The names are made once, so reading allocates nothing. Immutable; any thread.</summary>
internal sealed class HistogramDimensions
{
    private readonly HistogramScale _scale;
    private readonly PercentileRank[] _percentiles;
    private readonly string[] _percentileNames;
    private readonly long[] _bounds;
    private readonly string[] _boundNames;

    /// <summary>Takes valid options.</summary>
    public HistogramDimensions(HistogramOptions options)
    {
        _scale = options.Scale;
        _percentiles = [.. options.Percentiles.Select(static p => new PercentileRank((decimal)p))];
        _percentileNames = [.. options.Percentiles.Select(NameOf)];
        _bounds = [.. options.Bounds];
        _boundNames = [.. _bounds.Select(HistogramBounds.NameOf)];
    }

    /// <summary>Writes all dimensions.</summary>
    public void Write(in HistogramState state, ReadOnlySpan<long> buckets, in DimensionWriter writer)
    {
        writer.Add(WellKnownDimensions.Count, state.Count);
        writer.Add(WellKnownDimensions.Sum, state.ShownSum);
        if (state.Count > 0)
        {
            if (state.HasExtremes)
            {
                writer.Add(WellKnownDimensions.Min, state.Min);
                writer.Add(WellKnownDimensions.Max, state.Max);
            }

            writer.Add(WellKnownDimensions.Mean, state.Mean);
            WritePercentiles(in state, buckets, in writer);
        }

        WriteBounds(in state, buckets, in writer);
        writer.Add(WellKnownDimensions.OutOfRange, state.OutOfRange);
    }

    private static string NameOf(double percentile) =>
        $"{WellKnownDimensions.PercentilePrefix}{percentile.ToString(CultureInfo.InvariantCulture)}";

    // Both ascend, so one walk through the buckets is enough.
    private void WritePercentiles(in HistogramState state, ReadOnlySpan<long> buckets, in DimensionWriter writer)
    {
        BucketWalk walk = new(buckets, HistogramRow.ShownBuckets(in _scale, in state));
        for (int i = 0; i < _percentiles.Length; i++)
        {
            int bucket = walk.BucketOf(_percentiles[i].RankIn(state.Count));
            writer.Add(_percentileNames[i], HistogramStatistics.ShownValue(in _scale, in state, bucket));
        }
    }

    private void WriteBounds(in HistogramState state, ReadOnlySpan<long> buckets, in DimensionWriter writer)
    {
        BucketWalk walk = new(buckets, HistogramRow.ShownBuckets(in _scale, in state));
        for (int i = 0; i < _bounds.Length; i++) writer.Add(_boundNames[i], walk.CountBefore(_scale.IndexOf(_bounds[i]) + 1));
    }
}
