using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Otlp;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What stands where in the messages of the protocol.</summary>
internal sealed class OtlpMessagesTests : OtlpFixture
{
    private static readonly ScopeData s_scope = new() { Name = "scope" };

    [Test]
    public void Keys_and_parts_are_attributes_and_recorders_of_one_entity_keep_their_ids()
    {
        Recorder.Register(new HistogramBy<Point>(
            "by", static (in Point p) => (int)p.Key, KeyNames.Range(2), static (in Point p) => p.Amount, options: TenAndHundred));
        MetricsRecorder other = Runtime.CreateRecorder("other", new RecorderOptions { EntityId = "disk" });
        other.Register(new ResponseTime<Point>(
            "time", static (in Point p) => 0, static (in Point p) => p.Amount, static (in Point p) => -p.Amount, options: TenAndHundred));
        Recorder.RegisterEvent(new Point(Key: 1, Amount: 5)).ShouldBeTrue();
        Record(other, 1);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("by").ShouldHaveSingleItem().Point.Attributes.Select(OtlpReceiver.Text).ShouldBe(["recorder=r", "key=1"]);
        Receiver.Histograms("time", "key=service").ShouldHaveSingleItem().Point.Attributes.Select(OtlpReceiver.Text)
            .ShouldBe(["recorder=disk", "recorder.id=other", "key=service"]);
        Receiver.Histograms("time", "key=response").ShouldHaveSingleItem().Point.Sum.ShouldBe(
            2 * Receiver.Histograms("time", "key=service")[0].Point.Sum);
        Receiver.Histograms("by")[0].Point.Bounds.ShouldBe([10, 100]);
    }

    [Test]
    public void An_awkward_name_becomes_an_allowed_one_and_stays_an_attribute()
    {
        Recorder.Register(new Histogram<Point>("größe (By)", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("gr__e__By_").ShouldHaveSingleItem().Point.Attributes.Select(OtlpReceiver.Text)
            .ShouldBe(["recorder=r", "metric=größe (By)"]);
    }

    [Test]
    public void Values_of_attributes_keep_their_kind_and_others_become_text()
    {
        Value("text").Text.ShouldBe("text");
        Value(true).Flag.ShouldBeTrue();
        Value(2.5f).Number.ShouldBe(2.5);
        Value(uint.MaxValue).Integer.ShouldBe(uint.MaxValue);
        Value((sbyte)-1).Integer.ShouldBe(-1);
        Value(ulong.MaxValue).Text.ShouldBe("18446744073709551615");
        Value(1.5m).Text.ShouldBe("1.5");
        (Value(null).Text, Value(null).ValueCase).ShouldBe(("", AttributeValue.ValueOneofCase.Text));
        Value(new object?[] { 1, "a", null }).List.Values.Select(static v => v.ValueCase).ShouldBe(
            [AttributeValue.ValueOneofCase.Integer, AttributeValue.ValueOneofCase.Text, AttributeValue.ValueOneofCase.Text]);

        static AttributeValue Value(object? value)
        {
            Otlp.Attribute attribute = OtlpMessages.Attribute("key", value);
            attribute.Key.ShouldBe("key");
            return attribute.Value;
        }
    }

    [Test]
    public void Recorders_share_a_metric_as_far_as_they_agree_on_its_name_and_unit()
    {
        RecorderHistograms[] recorders =
            [Read("a", "size", "By"), Read("b", "size", "By"), Read("c", "size", "s"), Read("d", "sizes", "By")];
        ExportRequest request = OtlpMessages.Request(Resource.Empty, s_scope, recorders, isDelta: true)!;
        ScopeBatch batch = request.Resources.ShouldHaveSingleItem().Scopes.ShouldHaveSingleItem();
        batch.Scope.ShouldBe(s_scope);
        batch.Metrics.Select(static m => (m.Name, m.Unit, m.Histogram.Points.Count))
            .ShouldBe([("size", "By", 2), ("size", "s", 1), ("sizes", "By", 1)]);
        batch.Metrics.ShouldAllBe(static m => m.Histogram.Temporality == Temporality.Delta);
        OtlpMessages.Request(Resource.Empty, s_scope, recorders[..1], isDelta: false)!
            .Resources[0].Scopes[0].Metrics[0].Histogram.Temporality.ShouldBe(Temporality.Cumulative);
    }

    [Test]
    public void Nothing_that_waits_is_no_request()
    {
        RecorderHistograms delivered = Read("a", "size", "By");
        delivered.Delivered();
        OtlpMessages.Request(Resource.Empty, s_scope, [], isDelta: true).ShouldBeNull();
        OtlpMessages.Request(Resource.Empty, s_scope, [delivered], isDelta: true).ShouldBeNull();
    }

    private RecorderHistograms Read(string id, string name, string unit)
    {
        MetricsRecorder recorder = Runtime.CreateRecorder(id);
        recorder.Register(new Histogram<Point>(name, static (in Point p) => p.Amount, unit: unit));
        Record(recorder, 5);
        RecorderHistograms histograms = new(id, recorder, isDelta: true, defaultBounds: null);
        histograms.Read(DateTimeOffset.UtcNow);
        return histograms;
    }
}
