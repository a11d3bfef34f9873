using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>How metrics are shown. The options are read and validated once; later changes have no effect.</summary>
public sealed class PrometheusOptions
{
    private const int MaxBounds = 1000;

    /// <summary>How histograms are shown. Default: <see cref="HistogramFormat.Buckets"/>.</summary>
    public HistogramFormat Histograms { get; set; } = HistogramFormat.Buckets;

    /// <summary>
    /// The bounds of the buckets, for histograms without <see cref="HistogramOptions.Bounds"/> of their own: at most 1000, ascending, from
    /// 0 up, in the metric's own unit. Bounds above a metric's highest value are left out. Null (default): 1, 2, 5, 10, 20, ... up to the
    /// metric's highest value. Two to four bounds per decade are usual.
    /// </summary>
    public IReadOnlyList<long>? Bounds { get; set; }

    /// <summary>
    /// Whether values of a known unit are shown in its base unit, as Prometheus' naming rules demand: nanoseconds as seconds, kilobytes as
    /// bytes. Integers stay exact: 1500 ns is written as <c>1500e-9</c>. Default: true. If false, values and bounds are shown in the
    /// metric's own unit.
    /// </summary>
    public bool BaseUnits { get; set; } = true;

    /// <summary>
    /// Whether each series has a label <c>runtime</c> with the runtime's namespace. Null (default): only if there are several runtimes.
    /// </summary>
    public bool? RuntimeLabel { get; set; }

    /// <summary>
    /// Whether OpenMetrics shows the time since which a sum counts (<c>_created</c>): one line for each counter, histogram and summary.
    /// Default: true.
    /// </summary>
    public bool CreatedTimestamps { get; set; } = true;

    /// <summary>
    /// Whether the account of the runtimes and their recorders is shown: events accepted, dropped, pending, and the runtime's status.
    /// Default: true.
    /// </summary>
    public bool OwnAccount { get; set; } = true;

    /// <summary>
    /// How long a client may take for a whole response, from 1 ms to a day. A client that takes longer is cut off, and the memory of its
    /// response is returned. Default: 30 seconds.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A valid copy of the options, or of the defaults.</summary>
    internal static PrometheusOptions Valid(PrometheusOptions? options)
    {
        PrometheusOptions valid = options is null ? new() : (PrometheusOptions)options.MemberwiseClone();
        if (valid.Bounds is not null) valid.Bounds = [.. valid.Bounds]; // a copy: the library uses what it validated
        valid.Validate();
        return valid;
    }

    private void Validate()
    {
        if (!Enum.IsDefined(Histograms))
            throw new ArgumentOutOfRangeException(nameof(Histograms), Histograms, "Histograms must be a defined value.");
        if (WriteTimeout < TimeSpan.FromMilliseconds(1) || WriteTimeout > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(WriteTimeout), WriteTimeout, "WriteTimeout must lie between a millisecond and a day.");
        }

        if (Bounds is null) return;
        if (Bounds.Count > MaxBounds)
            throw new ArgumentOutOfRangeException(nameof(Bounds), Bounds.Count, $"Bounds must number at most {MaxBounds}.");
        for (int i = 0; i < Bounds.Count; i++)
        {
            if (Bounds[i] < 0)
                throw new ArgumentOutOfRangeException(nameof(Bounds), Bounds[i], "Bounds must not be negative.");
            if (i > 0 && Bounds[i] <= Bounds[i - 1])
                throw new ArgumentOutOfRangeException(nameof(Bounds), Bounds[i], "Bounds must be in ascending order, none twice.");
        }
    }
}
