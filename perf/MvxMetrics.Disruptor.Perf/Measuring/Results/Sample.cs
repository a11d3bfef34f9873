using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What one round of one side measured.</summary>
internal sealed class Sample
{
    private readonly Dictionary<Quantity, double> _values = [];

    /// <summary>Bytes that the measured section allocated.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>Garbage collections of any generation during the round.</summary>
    public int Collections { get; set; }

    /// <summary>Single latencies in nanoseconds, where the side takes them.</summary>
    public LongHistogram? Latencies { get; init; }

    /// <summary>All measured quantities.</summary>
    public IReadOnlyDictionary<Quantity, double> Values => _values;

    public Sample With(Quantity quantity, double value)
    {
        _values[quantity] = value;
        return this;
    }

    /// <summary>Adds the percentiles of single latencies, less what the clock itself takes.</summary>
    public Sample WithPercentiles(LongHistogram latencies, double clock)
    {
        return With(Quantity.P50, Net(latencies.GetValueAtPercentile(50)))
            .With(Quantity.P99, Net(latencies.GetValueAtPercentile(99)))
            .With(Quantity.P999, Net(latencies.GetValueAtPercentile(99.9)))
            .With(Quantity.Max, Net(latencies.GetMaxValue()));

        double Net(long value) => Math.Max(1, value - clock); // at least a nanosecond, so that ratios stay finite
    }
}
