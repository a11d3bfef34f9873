using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>HdrHistogram's percentile calls on a histogram of the same values, which nobody else uses meanwhile.</summary>
internal sealed class HdrPercentilesRead(string name)
    : SnapshotSide(name, "GetValueAtPercentile four times, no copy: nobody may record meanwhile", "-", false)
{
    private readonly LongHistogram _histogram = new(1, 3_600_000_000_000, 2);
    private long _sum;

    /// <summary>What is asked, of all sides.</summary>
    public static double[] Percentiles { get; } = [50, 90, 99, 99.9];

    protected override void Record(int outcome, long value) => _histogram.RecordValue(value);

    protected override long Read()
    {
        foreach (double percentile in Percentiles) _sum += _histogram.GetValueAtPercentile(percentile);
        return _histogram.TotalCount;
    }
}
