using System.Collections;
using System.Globalization;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Resources;

namespace MvxMetrics.Disruptor;

/// <summary>Puts histograms into the messages of the protocol.</summary>
internal static class OtlpMessages
{
    /// <summary>One request with everything that waits, or null if nothing does.</summary>
    public static ExportRequest? Request(Resource resource, ScopeData scope, IReadOnlyList<RecorderHistograms> recorders, bool isDelta)
    {
        // One metric with the points of all recorders whose metrics have the same name and unit.
        Dictionary<(string, string?), MetricData> metrics = [];
        foreach (RecorderHistograms recorder in recorders)
        {
            foreach (HistogramSeries series in recorder.Waiting)
            {
                (string, string?) identity = (InstrumentName.Valid(series.Metric.Name), series.Metric.Unit);
                if (!metrics.TryGetValue(identity, out MetricData? metric)) metrics[identity] = metric = Metric(series.Metric, isDelta);
                metric.Histogram.Points.Add(Point(recorder, series));
            }
        }

        if (metrics.Count == 0) return null;

        ScopeBatch batch = new() { Scope = scope, Metrics = { metrics.Values } };
        ResourceData source = new() { Attributes = { resource.Attributes.Select(static a => Attribute(a.Key, a.Value)) } };
        return new ExportRequest { Resources = { new ResourceBatch { Resource = source, Scopes = { batch } } } };
    }

    /// <summary>An attribute. A value of a kind that the protocol does not know becomes text.</summary>
    public static Otlp.Attribute Attribute(string key, object? value) => new() { Key = key, Value = Value(value) };

    private static MetricData Metric(MetricDescriptor metric, bool isDelta) => new()
    {
        Name = InstrumentName.Valid(metric.Name),
        Description = metric.Description ?? string.Empty,
        Unit = metric.Unit ?? string.Empty,
        Histogram = new HistogramData { Temporality = isDelta ? Temporality.Delta : Temporality.Cumulative },
    };

    private static HistogramPoint Point(RecorderHistograms recorder, HistogramSeries series)
    {
        HistogramPoint point = new()
        {
            StartTime = Nanoseconds(recorder.StartOf(series)),
            Time = Nanoseconds(recorder.ReadAt),
            Count = (ulong)series.Count,
            Sum = (double)series.Sum,
            BucketCounts = { series.Counts.Select(static c => (ulong)c) },
            Bounds = { series.Bounds.Select(static b => (double)b) },
            Attributes = { Attribute("recorder", recorder.EntityId) },
        };
        if (series.Min is { } min) point.Min = min;
        if (series.Max is { } max) point.Max = max;
        if (recorder.Id != recorder.EntityId) point.Attributes.Add(Attribute("recorder.id", recorder.Id));
        if (series.Key is not null) point.Attributes.Add(Attribute("key", series.Key));
        if (InstrumentName.Valid(series.Metric.Name) != series.Metric.Name) point.Attributes.Add(Attribute("metric", series.Metric.Name));
        return point;
    }

    private static ulong Nanoseconds(DateTimeOffset time) =>
        (ulong)(Math.Max(0, (time - DateTimeOffset.UnixEpoch).Ticks) * TimeSpan.NanosecondsPerTick);

    private static AttributeValue Value(object? value) => value switch
    {
        string text => new AttributeValue { Text = text },
        bool flag => new AttributeValue { Flag = flag },
        double or float => new AttributeValue { Number = Convert.ToDouble(value, CultureInfo.InvariantCulture) },
        long or int or short or byte or sbyte or ushort or uint =>
            new AttributeValue { Integer = Convert.ToInt64(value, CultureInfo.InvariantCulture) },
        Array list => new AttributeValue { List = new AttributeValues { Values = { ((IEnumerable)list).Cast<object?>().Select(Value) } } },
        _ => new AttributeValue { Text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty },
    };
}
