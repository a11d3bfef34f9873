using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>Writes a histogram's dimensions. The names are made once, so that reading allocates nothing. Immutable; any thread.</summary>
internal sealed class HistogramDimensions
{
    private readonly HistogramScale _scale;
    private readonly decimal[] _percentiles;
    private readonly string[] _percentileNames;
    private readonly long[] _bounds;
    private readonly string[] _boundNames;

    /// <summary>For valid options.</summary>
    public HistogramDimensions(HistogramOptions options)
    {
        _scale = options.Scale;
        _percentiles = [.. options.Percentiles.Select(static p => (decimal)p)];
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

        WriteBounds(buckets, in writer);
        writer.Add("out_of_range", state.OutOfRange);
    }

    // Both are ascending: one walk through the buckets.
    private void WritePercentiles(in HistogramState state, ReadOnlySpan<long> buckets, in DimensionWriter writer)
    {
        int bucket = -1;
        long seen = 0;
        for (int i = 0; i < _percentiles.Length; i++)
        {
            long rank = HistogramStatistics.RankOf(_percentiles[i], state.Count);
            while (seen < rank) seen += buckets[++bucket];
            writer.Add(_percentileNames[i], HistogramStatistics.ShownValue(in _scale, in state, bucket));
        }
    }

    private void WriteBounds(ReadOnlySpan<long> buckets, in DimensionWriter writer)
    {
        int next = 0;
        long count = 0;
        for (int i = 0; i < _bounds.Length; i++)
        {
            int bucket = _scale.IndexOf(_bounds[i]);
            while (next <= bucket) count += buckets[next++];
            writer.Add(_boundNames[i], count);
        }
    }
}
