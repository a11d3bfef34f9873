namespace WebServiceSample;

/// <summary>What a request to an endpoint is counted as.</summary>
internal sealed record MeasuredRoute(Route Route);
