namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A family of an exposition.</summary>
internal sealed record ParsedFamily(string Name, string Type)
{
    public string? Help { get; set; }

    public string? Unit { get; set; }

    public List<ParsedSample> Samples { get; } = [];
}
