using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The README's first code sample, run: it prints what the README says it prints.</summary>
[TestFixture]
internal sealed class ReadmeTests
{
    [Test]
    public void The_first_sample_prints_what_it_says()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("document_storage");
        Counter<DocumentSaved> saves = recorder.Register(new Counter<DocumentSaved>("saves"));
        recorder.Register(new Summary<DocumentSaved>("save_duration", static (in e) => e.Microseconds, unit: "us"));
        recorder.TryRegisterEvent(new DocumentSaved(Microseconds: 120)).ShouldBeTrue();
        recorder.TryRegisterEvent(new DocumentSaved(Microseconds: 80)).ShouldBeTrue();
        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        foreach (MetricSnapshot metric in recorder.GetMetricSnapshots().Values) readme.ShouldContain($"// {metric}\n");
        readme.ShouldContain($"Console.WriteLine(saves.Read().Total); // {saves.Read().Total}:");
        foreach (string line in (string[])
        [
            "Counter<DocumentSaved> saves = recorder.Register(new Counter<DocumentSaved>(\"saves\"));",
            "recorder.Register(new Summary<DocumentSaved>(\"save_duration\", static (in e) => e.Microseconds, unit: \"us\"));",
            "recorder.TryRegisterEvent(new DocumentSaved(Microseconds: 120));",
            "recorder.TryRegisterEvent(new DocumentSaved(Microseconds: 80));",
            "public readonly record struct DocumentSaved(long Microseconds) : IMetricEvent",
        ]) readme.ShouldContain(line);
    }

    private readonly record struct DocumentSaved(long Microseconds) : IMetricEvent
    {
        public static string EventType => "document_storage.saved";
    }
}
