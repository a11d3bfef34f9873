namespace MvxMetrics.Disruptor.Tests;

/// <summary>Every public argument that the table of bad input leaves out.</summary>
internal static class Exemptions
{
    private const string AnyEvent = "an unmanaged struct: every value is legal, and is handed on";
    private const string AnyText = "free text for people; null: none";
    private const string Books = "plain numbers without a rule among them: nothing reads them back";
    private const string Comparison = "anything can be compared";
    private const string FromTheLibrary = "the library calls it, with what it made itself; the base does nothing";
    private const string FromTheApplication = "the application implements it";

    public static IReadOnlyList<Exemption> All { get; } =
    [
        new("Counter.HandleEvent(metricEvent)", "metricEvent", AnyEvent),
        new("Gauge.HandleEvent(metricEvent)", "metricEvent", AnyEvent),
        new("Summary.HandleEvent(metricEvent)", "metricEvent", AnyEvent),
        new("MetricsRecorder.RegisterEvent(metricEvent)", "metricEvent", AnyEvent),
        new("MetricsRecorder.TryRegisterEvent(metricEvent)", "metricEvent", AnyEvent),
        new("EventWriter.TryWrite(metricEvent)", "metricEvent", AnyEvent),
        new("IMetricEventHandler.HandleEvent(metricEvent)", "metricEvent", FromTheApplication),
        new("IMetricRunHandler.HandleEvents(run)", "run", FromTheApplication),
        new("ISnapshotReader.*", "*", FromTheApplication),
        new("ISeriesReader.*", "*", FromTheApplication),
        new("WaitStrategy.Wait(context)", "context", FromTheApplication),
        new("Metric.WriteDimensions(state, writer)", "*", FromTheApplication),
        new("MetricsRecorder.OnMetricChanged(metric, metricEvent)", "*", FromTheLibrary),
        new("MetricsRecorder.OnStartingAsync(cancellationToken)", "cancellationToken", FromTheLibrary),
        new("MetricsRecorder.OnStoppedAsync(cancellationToken)", "cancellationToken", FromTheLibrary),
        new("new Counter(name, amount, filter, unit, description)", "filter", "null: every event counts"),
        new("new Gauge(name, value, filter, unit, description)", "filter", "null: every event counts"),
        new("new Summary(name, value, filter, unit, description)", "filter", "null: every event counts"),
        new("new Counter(name, amount, filter, unit, description)", "unit", AnyText),
        new("new Counter(name, amount, filter, unit, description)", "description", AnyText),
        new("new Gauge(name, value, filter, unit, description)", "unit", AnyText),
        new("new Gauge(name, value, filter, unit, description)", "description", AnyText),
        new("new Summary(name, value, filter, unit, description)", "unit", AnyText),
        new("new Summary(name, value, filter, unit, description)", "description", AnyText),
        new("new Metric(name, kind, unit, description)", "unit", AnyText),
        new("new Metric(name, kind, unit, description)", "description", AnyText),
        new("new MetricDescriptor(Name, Kind, Unit, Description)", "Unit", AnyText),
        new("new MetricDescriptor(Name, Kind, Unit, Description)", "Description", AnyText),
        new("MetricDescriptor.Unit", "Unit", AnyText),
        new("MetricDescriptor.Description", "Description", AnyText),
        new("DimensionWriter.Add(String name, Int64 value)", "value", "every long is exact"),
        new("DimensionWriter.Add(String name, Double value)", "value", "every double is shown as it is, also one that is not a number"),
        .. AccumulatorExemptions.All,
        new("MetricsRuntimeOptions.IsBackground", "IsBackground", "a bool"),
        new("MetricDescriptor.Equals*", "*", Comparison),
        new("MetricDescriptor.op_*", "*", Comparison),
        new("MetricValue.Equals*", "*", Comparison),
        new("MetricValue.op_Equality*", "*", Comparison),
        new("MetricValue.op_Inequality*", "*", Comparison),
        new("RecorderStatistics.*", "*", Books),
        new("RuntimeStatistics.*", "*", Books),
        new("new MetricsException(message, innerException)", "*", "as System.Exception: null gives a default message"),
        .. HistogramCases.Exempt,
        .. SelectorCases.Exempt,
    ];

    public static string? ReasonFor(string member, string argument) => All.FirstOrDefault(e => e.Covers(member, argument))?.Reason;
}
