using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a tool sees that attaches to a process from outside, as dotnet-counters does.</summary>
internal sealed class EventPipeTests
{
    [Test]
    public void A_tool_that_attaches_reads_what_the_process_says_itself()
    {
        using Subject subject = new();
        EventPipeProvider provider = new("System.Diagnostics.Metrics", EventLevel.Informational, 2, new Dictionary<string, string>
        {
            ["SessionId"] = "test",
            ["Metrics"] = MetricsMeterOptions.DefaultMeterName,
            ["RefreshInterval"] = "0.2",
            ["MaxTimeSeries"] = "1000",
            ["MaxHistograms"] = "10",
        });
        using EventPipeSession session = new DiagnosticsClient(subject.Id).StartEventPipeSession([provider], requestRundown: false);
        using EventPipeEventSource source = new(session.EventStream);
        ConcurrentDictionary<string, (string Kind, double Value, string Unit)> seen = new();
        ConcurrentDictionary<string, string> errors = new();
        source.Dynamic.All += e =>
        {
            string kind = e.EventName;
            if (kind.Contains("Error", StringComparison.Ordinal)) errors[kind] = e.ToString();
            string? field = kind switch
            {
                "GaugeValuePublished" => "lastValue",
                "CounterRateValuePublished" or "UpDownCounterRateValuePublished" => "value",
                _ => null,
            };
            if (field is null) return;

            double value = double.Parse((string)e.PayloadByName(field), CultureInfo.InvariantCulture);
            seen[$"{e.PayloadByName("instrumentName")} {e.PayloadByName("tags")}"] = (kind, value, (string)e.PayloadByName("unit"));
        };
        Thread reading = new(() => source.Process()) { IsBackground = true };
        reading.Start();

        Eventually.ShouldBeTrue(
            () => seen.ContainsKey("work.size.p50 recorder=subject") && seen.ContainsKey("mvx.events.processed "), "values arrive", 60);
        Eventually.ShouldBeTrue(() => seen["mvx.events.processed "].Value > 0, "counters arrive a second time, with their value", 60);
        session.Stop();
        reading.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        errors.ShouldBeEmpty();
        seen["work.done recorder=subject"].ShouldBe(("CounterRateValuePublished", subject.Done, "By"));
        seen["work.open recorder=subject"].ShouldBe(("UpDownCounterRateValuePublished", subject.Open, ""));
        seen["work.level recorder=subject"].ShouldBe(("GaugeValuePublished", subject.Level, ""));
        seen["work.size.count recorder=subject"].Value.ShouldBe(subject.Count);
        seen["work.size.sum recorder=subject"].Value.ShouldBe(subject.Done);
        seen["mvx.events.accepted "].Value.ShouldBe(subject.Count);
        seen["mvx.runtime.status status=Running"].Value.ShouldBe(1);
    }
}
