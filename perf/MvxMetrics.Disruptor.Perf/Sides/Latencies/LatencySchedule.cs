namespace MvxMetrics.Disruptor.Perf;

/// <summary>So many calls in a row at each interval, and how often.</summary>
internal sealed record LatencySchedule(string Name, string Title, TimeSpan Interval, int Calls, int Bursts);
