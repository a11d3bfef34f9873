namespace MvxMetrics.Disruptor;

/// <summary>A recorder that was added as a keyed service, for the hosted service to create as the host starts.</summary>
internal sealed record RecorderRegistration(string Id);
