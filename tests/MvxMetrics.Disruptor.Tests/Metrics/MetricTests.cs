using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What every metric says of itself, and what the base classes do for an application's own.</summary>
[TestFixture]
internal sealed partial class MetricTests
{
    [Test]
    public void A_metric_says_what_it_is()
    {
        Plain metric = new("m", MetricKind.Gauge, "By", "Bytes of it.");
        (metric.Name, metric.Kind, metric.Unit, metric.Description).ShouldBe(("m", MetricKind.Gauge, "By", "Bytes of it."));
        metric.Descriptor.ShouldBe(new MetricDescriptor("m", MetricKind.Gauge, "By", "Bytes of it."));
        (metric.StateBytes, metric.MemoryBytes).ShouldBe((8, 8));

        Plain other = new("m");
        (other.Kind, other.Unit, other.Description).ShouldBe((MetricKind.Custom, null, null));
        Row row = new(5);
        (row.StateBytes, row.MemoryBytes).ShouldBe((8 + (5 * 4), 8 + (5 * 4)));
    }

    [Test]
    public void A_name_that_is_blank_and_a_kind_that_is_none_are_refused()
    {
        Should.Throw<ArgumentNullException>(static () => new Plain(null!)).ParamName.ShouldBe("name");
        Should.Throw<ArgumentException>(static () => new Plain(" \t")).ParamName.ShouldBe("name");
        ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(static () => new Plain("odd", (MetricKind)77));
        (error.ParamName, error.ActualValue).ShouldBe(("kind", (MetricKind)77));
        error.Message.ShouldContain("'odd'");
    }

    // 1 GiB less the state's 8 bytes, in cells of 4 bytes.
    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(268_435_455)]
    [TestCase(int.MaxValue)]
    public void No_cells_or_more_than_a_gibibyte_are_refused_with_the_most_there_may_be(int cells)
    {
        ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(() => new Row(cells));
        (error.ParamName, error.ActualValue).ShouldBe(("cells", cells));
        error.Message.ShouldContain("'row' must number between 1 and 268435454");
    }

    [Test]
    public void A_snapshot_stays_as_it_was_taken()
    {
        Plain metric = new("m");
        metric.HandleEvent(new Tick(3));
        MetricSnapshot snapshot = metric.Snapshot();
        metric.HandleEvent(new Tick(4));
        snapshot.ToString().ShouldBe("m { sum = 3 }");
        metric.Read().ShouldBe(7);
    }

    [Test]
    public void Without_a_way_to_subtract_a_difference_is_all_there_is()
    {
        Plain plain = new("plain");
        Row row = new(2);
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(plain);
        recorder.Register(row);
        SnapshotBaseline since = new();
        for (int i = 1; i <= 2; i++)
        {
            recorder.RegisterEvent(new Tick(1));
            loop.RunOnce();
            IReadOnlyDictionary<string, MetricSnapshot> shown = recorder.GetMetricSnapshots(since);
            (shown["plain"].ToString(), shown["row"].ToString()).ShouldBe(($"plain {{ sum = {i} }}", $"row {{ count = {i}, cell = {i} }}"));
        }
    }

    [Test]
    public void An_unknown_dimension_is_refused_with_those_there_are()
    {
        MetricSnapshot snapshot = new Counter<Tick>("c").Snapshot();
        Should.Throw<KeyNotFoundException>(() => snapshot["nothing"]).Message.ShouldContain("total");
    }

    private sealed class Plain(string name, MetricKind kind = MetricKind.Custom, string? unit = null, string? description = null)
        : Metric<long>(name, kind, unit, description), IMetricEventHandler<Tick>
    {
        public bool HandleEvent(in Tick metricEvent)
        {
            State += metricEvent.Value;
            return true;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("sum", state);
    }

    private sealed class Row(int cells) : Metric<long, int>("row", cells), IMetricEventHandler<Tick>
    {
        public bool HandleEvent(in Tick metricEvent)
        {
            State++;
            Cells[(int)metricEvent.Value]++;
            return true;
        }

        protected override void WriteDimensions(in long state, ReadOnlySpan<int> cells, ref DimensionWriter writer)
        {
            writer.Add("count", state);
            writer.Add("cell", (long)cells[1]);
        }
    }
}
