namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// What a metric of histograms is made of: options that are known to be valid, and what follows from them. A constructor that takes it
/// needs no validation, and cannot be confused with one that takes options. Immutable; any thread.
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

    /// <summary>Of options, or of the defaults. A bad option is refused by its name.</summary>
    public static HistogramSetup Of(HistogramOptions? options) => new(HistogramOptions.Valid(options));

    /// <inheritdoc cref="HistogramOptions.CellsFor"/>
    public int CellsFor(int rows, string metric, string reduce) => _options.CellsFor(rows, metric, reduce);
}
