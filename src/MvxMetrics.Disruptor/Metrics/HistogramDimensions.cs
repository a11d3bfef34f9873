using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>Writes a histogram's dimensions. The names are made once, so that reading allocates nothing. Immutable; any thread.</summary>
internal sealed class HistogramDimensions
{
    private readonly HistogramScale _scale;
    private readonly Share[] _percentiles;
    private readonly string[] _percentileNames;
    private readonly long[] _bounds;
    private readonly string[] _boundNames;

    /// <summary>For valid options.</summary>
    public HistogramDimensions(HistogramOptions options)
    {
        _scale = options.Scale;
        _percentiles = [.. options.Percentiles.Select(static p => new Share((decimal)p))];
        _percentileNames = [.. options.Percentiles.Select(static p => $"p{p.ToString(CultureInfo.InvariantCulture)}")];
        _bounds = [.. options.Bounds];
        _boundNames = [.. _bounds.Select(static b => $"le_{b.ToString(CultureInfo.InvariantCulture)}")];
    }

    /// <summary>Writes them all.</summary>
    public void Write(in HistogramState state, ReadOnlySpan<long> buckets, in DimensionWriter writer)
    {
        writer.Add("count", state.Count);
        writer.Add("sum", state.ShownSum);
        if (state.Count > 0)
        {
            if (state.HasExtremes)
            {
                writer.Add("min", state.Min);
                writer.Add("max", state.Max);
            }

            writer.Add("mean", state.Mean);
            WritePercentiles(in state, buckets, in writer);
        }

        WriteBounds(in state, buckets, in writer);
        writer.Add("out_of_range", state.OutOfRange);
    }

    // Both are ascending: one walk through the buckets.
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
