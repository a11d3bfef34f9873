namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>Takes the number 0, which would leave no trace in the code: Fact's number is 1.</summary>
internal readonly record struct EarlierFact : IMetricEvent
{
    public static string EventType => "codegen.earlier_fact";
}
