namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A runtime's label, and the reads that failed.</summary>
[TestFixture]
internal sealed class RuntimeSourceTests
{
    [Test]
    public void A_label_is_text_of_the_formats_and_none_is_nothing()
    {
        using MetricsRuntime runtime = new();
        new RuntimeSource(runtime, null).Labels.ShouldBeEmpty();
        new RuntimeSource(runtime, string.Empty).Labels.ShouldBe("runtime=\"\"");
        new RuntimeSource(runtime, "the \"shop\"").Labels.ShouldBe("runtime=\"the \\\"shop\\\"\"");
    }

    [Test]
    public void Failed_reads_are_counted_from_any_thread()
    {
        using MetricsRuntime runtime = new();
        RuntimeSource source = new(runtime, null);
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 10_000; i++) source.CountReadError();
        });
        source.ReadErrors.ShouldBe(40_000);
    }
}
