using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A read tells every metric of a recorder in the order of registration, each with its dimensions.</summary>
[TestFixture]
internal sealed class RecorderReaderTests : RuntimeFixture
{
    [Test]
    public void A_reader_may_take_snapshots_itself()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Counter<Tick>("a"));
        recorder.Register(new Counter<Tick>("b"));
        NestingReader reader = new(recorder);
        recorder.ReadSnapshots(ref reader);
        reader.Names.ShouldBe(["a", "nested a", "nested b", "a.total", "b", "b.total"]);
    }

    [Test]
    public void Copied_states_are_told_each_to_its_own_metric()
    {
        SnapshotScratch scratch = new();
        long[] states = [5, 7, 9];
        OrderedDictionary<string, MetricSnapshot> told = [];
        RecorderReader.Tell<OrderedDictionary<string, MetricSnapshot>, CollectedSnapshots>(
            ref told, [new TickLog("a"), new ProbeMetric(static _ => true, "b"), new TickLog("c")], MemoryMarshal.AsBytes(states), scratch);
        told.Values.Select(static m => m.ToString()).ShouldBe(["a { sum = 5 }", "b { count = 7 }", "c { sum = 9 }"]);
    }

    [Test]
    public void What_is_shown_is_enough_for_a_read_of_all_and_a_difference_needs_the_whole()
    {
        ExtentMetric metric = new();
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(metric);
        _ = recorder.GetMetricSnapshots();
        _ = recorder.GetMetricSnapshots(new SnapshotBaseline());
        metric.Extents.ShouldBe([CopyExtent.Shown, CopyExtent.Whole]);
    }

    private readonly struct NestingReader(MetricsRecorder recorder) : ISnapshotReader
    {
        public List<string> Names { get; } = [];

        public void OnMetric(MetricDescriptor metric)
        {
            Names.Add(metric.Name);
            if (Names.Count == 1) Names.AddRange(recorder.GetMetricSnapshots().Keys.Select(static name => $"nested {name}"));
        }

        public void OnDimension(string name, MetricValue value) => Names.Add($"{Names.Last(static n => !n.StartsWith('n'))}.{name}");
    }

    /// <summary>Remembers how much of it was asked for. Nobody writes to it, so nothing is tried twice.</summary>
    private sealed class ExtentMetric() : Metric("extent", MetricKind.Custom, unit: null, description: null)
    {
        public List<CopyExtent> Extents { get; } = [];

        internal override int StateBytes => 1;

        internal override void CopyStateTo(Span<byte> destination, CopyExtent extent) => Extents.Add(extent);

        internal override void SubtractState(Span<byte> state, ReadOnlySpan<byte> earlier) => state[0] -= earlier[0];

        internal override void Describe(ReadOnlySpan<byte> state, DimensionWriter writer) => writer.Add("bytes", state.Length);
    }
}
