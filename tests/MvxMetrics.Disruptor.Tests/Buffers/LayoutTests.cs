using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Where fields really lie, private ones included: a refactoring that brings two threads' fields into one cache line
/// changes no result, only the speed, and would go unnoticed.
/// </summary>
[TestFixture]
internal sealed unsafe class LayoutTests
{
    [Test]
    public void Producer_and_consumer_cursors_are_a_separation_apart_and_so_are_the_records()
    {
        LaneCursors cursors = default;
        byte* start = (byte*)&cursors;
        Offset(start, &cursors.Tail).ShouldBe(0);
        Offset(start, &cursors.Limit).ShouldBe(8);
        Offset(start, &cursors.Records).ShouldBe(16);
        Offset(start, &cursors.Mask).ShouldBe(24);
        Offset(start, &cursors.BoundHeader).ShouldBe(32);
        Offset(start, &cursors.NotBefore).ShouldBe(40);
        Offset(start, &cursors.Head).ShouldBe(CacheLine.Separation);
        Offset(start, &cursors.Consumed).ShouldBe(CacheLine.Separation + 8);
        sizeof(LaneCursors).ShouldBe(2 * CacheLine.Separation);

        static long Offset(byte* start, void* field) => (byte*)field - start;
    }

    [Test]
    public void Lanes_lie_aligned_each_in_memory_of_its_own_with_an_overhang_behind_its_records([Values(1024, 4096)] int laneBytes)
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 3, laneBytes, 2048));
        while (ring.TryLease(new object()) is not null)
        {
        }

        ring.Shared.TryPublish(RecordHeader.LengthOf<Tick>(), new Tick(1)).ShouldBeTrue();
        List<(nint Start, nint End)> lanes = [];
        foreach (Lane? lane in ring.TouchedLanes)
        {
            nint records = (nint)lane!.RecordAt(0);
            ((nint)lane.Cursors).ShouldBe(records - sizeof(LaneCursors));
            lanes.Add(((nint)lane.Cursors, records + laneBytes + RecordHeader.LongestRecord));
        }

        lanes.Count.ShouldBe(3);
        lanes.Add(((nint)ring.Shared.Cursors, (nint)ring.Shared.Cursors + sizeof(LaneCursors)));
        lanes.Add(((nint)ring.Shared.RecordAt(0), (nint)ring.Shared.RecordAt(0) + 2048 + RecordHeader.LongestRecord));
        lanes.Sort();
        foreach ((nint start, nint _) in lanes) (start % CacheLine.Separation).ShouldBe(0);
        for (int i = 1; i < lanes.Count; i++) (lanes[i].Start - lanes[i - 1].End).ShouldBeGreaterThanOrEqualTo(CacheLine.Separation);
        ring.MemoryBytes.ShouldBe((3 * (256 + 256 + laneBytes + 1024)) + 256 + 256 + 2048 + 1024 + 256 + 256 + 1024);
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_recorders_hot_fields_are_padded_from_whatever_lies_beside_the_recorder()
    {
        FieldInfo gate = typeof(MetricsRecorder).GetField("_gate", BindingFlags.Instance | BindingFlags.NonPublic)!;
        gate.FieldType.ShouldBe(typeof(EmitGate));
        Offsets(typeof(EmitGate)).ShouldBe(
            new Dictionary<string, int> { ["Token"] = 128, ["BoundCursors"] = 136, ["Tag"] = 144 }, ignoreOrder: true);
        Unsafe.SizeOf<EmitGate>().ShouldBe(152 + CacheLine.Separation);
    }

    [Test]
    public void A_writers_hot_fields_are_padded_from_whatever_lies_beside_the_writer()
    {
        FieldInfo binding = typeof(EventWriter<Tick>).GetField("_binding", BindingFlags.Instance | BindingFlags.NonPublic)!;
        binding.FieldType.ShouldBe(typeof(WriterBinding));
        Dictionary<string, int> offsets = Offsets(typeof(WriterBinding));
        offsets.Values.Min().ShouldBe(CacheLine.Separation);
        Unsafe.SizeOf<WriterBinding>().ShouldBeGreaterThanOrEqualTo(offsets.Values.Max() + 8 + CacheLine.Separation);
    }

    [Test]
    public void What_the_loop_counts_is_a_separation_from_what_producers_count()
    {
        Type counts = PrivateStruct(typeof(EventAccount), "_counts");
        Dictionary<string, int> offsets = Offsets(counts);
        int[] loop = [offsets["Processed"], offsets["Discarded"], offsets["Held"]];
        int[] producers = [offsets["Dropped"], offsets["Refused"], offsets["Permits"]];
        loop.Min().ShouldBe(CacheLine.Separation);
        (producers.Min() - loop.Max()).ShouldBeGreaterThan(CacheLine.Size);
        (producers.Min() / CacheLine.Separation).ShouldBe((loop.Min() / CacheLine.Separation) + 1);
        (counts.StructLayoutAttribute!.Size - producers.Max()).ShouldBeGreaterThan(CacheLine.Size);
    }

    [Test]
    public void The_seqlocks_version_the_loops_counters_and_the_readers_are_padded_on_both_sides()
    {
        foreach (Type padded in (Type[])
        [
            PrivateStruct(typeof(SeqLock), "_version"), PrivateStruct(typeof(LoopCounters), "_counts"),
            PrivateStruct(typeof(ReadCounters), "_counts"),
        ])
        {
            Dictionary<string, int> offsets = Offsets(padded);
            offsets.Values.Min().ShouldBe(CacheLine.Separation, padded.FullName);
            (padded.StructLayoutAttribute!.Size - offsets.Values.Max() - 8)
                .ShouldBeGreaterThanOrEqualTo(CacheLine.Separation, padded.FullName);
        }
    }

    private static Type PrivateStruct(Type owner, string field) =>
        owner.GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.FieldType;

    private static Dictionary<string, int> Offsets(Type type)
    {
        type.IsExplicitLayout.ShouldBeTrue($"{type.FullName} must say where its fields lie");
        return type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .ToDictionary(f => f.Name, f => f.GetCustomAttribute<FieldOffsetAttribute>()!.Value);
    }
}
