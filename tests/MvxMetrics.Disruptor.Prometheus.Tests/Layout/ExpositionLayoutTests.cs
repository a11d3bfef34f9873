using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>How long a layout may be used.</summary>
[TestFixture]
internal sealed class ExpositionLayoutTests
{
    [Test]
    public void A_layout_is_current_as_long_as_every_runtime_has_the_recorders_that_it_was_made_of()
    {
        using Scene left = new(name: "left");
        using Scene right = new(name: "right");
        MetricsRecorder recorder = right.Record("r", new Counter<Point>("c"));
        RuntimeSource[] sources = [new(left.Runtime, "left"), new(right.Runtime, "right")];
        ExpositionLayout layout = new LayoutBuilder(new PrometheusOptions(), null).Build(sources);
        layout.IsCurrent.ShouldBeTrue();
        right.Send(recorder, new Point(1));
        right.Runtime.StopRecorder("r");
        layout.IsCurrent.ShouldBeTrue("a stopped recorder is still there");

        right.Runtime.StopAndRemoveRecorder("r");
        layout.IsCurrent.ShouldBeFalse();
        right.Record("r", new Counter<Point>("c"));
        layout.IsCurrent.ShouldBeFalse("another recorder of the same id");
        new LayoutBuilder(new PrometheusOptions(), layout).Build(sources).IsCurrent.ShouldBeTrue();
    }
}
