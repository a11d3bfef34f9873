namespace MvxMetrics.Disruptor;

/// <summary>A recorder that was added as a keyed service. The hosted service creates it when the host starts.</summary>
internal sealed record RecorderRegistration(string Id);
