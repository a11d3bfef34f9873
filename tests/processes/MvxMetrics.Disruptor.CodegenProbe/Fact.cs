namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>An event of 16 bytes.</summary>
internal readonly record struct Fact(long First, long Second) : IMetricEvent
{
    public static string EventType => "codegen.fact";
}
