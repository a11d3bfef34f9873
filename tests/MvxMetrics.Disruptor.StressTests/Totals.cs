namespace MvxMetrics.Disruptor.StressTests;

/// <summary>What a soak has done, so that "nothing found" says how much was looked at.</summary>
internal sealed class Totals
{
    public long Attempted;
    public long Accepted;
    public long Processed;
    public long Discarded;
    public long Restarts;
    public long Recorders;
    public long Faults;
    public long Reads;

    public override string ToString() =>
        $"attempted {Attempted}, accepted {Accepted}, processed {Processed}, discarded {Discarded}; "
        + $"{Recorders} recorders, {Restarts} restarts, {Faults} faults, {Reads} reads";
}
