namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// What every metric with histograms is made of: valid options, and what follows from them. A constructor that takes a setup needs no
/// validation, and it cannot be confused with a constructor that takes options. Immutable; any thread.
/// </summary>
internal sealed class HistogramSetup
{
    private readonly HistogramOptions _options;

    private HistogramSetup(HistogramOptions valid)
    {
        _options = valid;
        Scale = valid.Scale;
        Dimensions = new HistogramDimensions(valid);
    }

    /// <summary>Sorts values into buckets.</summary>
    public HistogramScale Scale { get; }

    /// <summary>What happens to a value out of range.</summary>
    public OutOfRangePolicy OutOfRange => _options.OutOfRange;

    /// <summary>Writes what snapshots show.</summary>
    public HistogramDimensions Dimensions { get; }

    /// <summary>Makes a setup from options, or from the defaults. The error for a bad option names the option.</summary>
    public static HistogramSetup Of(HistogramOptions? options) => new(HistogramOptions.Valid(options));

    /// <inheritdoc cref="HistogramOptions.CellsFor"/>
    public int CellsFor(int rows, string metric, string reduce) => _options.CellsFor(rows, metric, reduce);
}
