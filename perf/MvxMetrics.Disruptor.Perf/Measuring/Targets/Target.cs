namespace MvxMetrics.Disruptor.Perf;

/// <summary>The median of the pairwise ratios ours / peer is to be at most the limit.</summary>
internal sealed record Target(string Ours, string Peer, Quantity Quantity, double Limit);
