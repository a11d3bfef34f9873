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
    public void Producer_and_consumer_cursors_are_a_separation_apart_and_so_are_the_slots()
    {
        LaneCursors cursors = default;
        byte* start = (byte*)&cursors;
        Offset(start, &cursors.Tail).ShouldBe(0);
        Offset(start, &cursors.Limit).ShouldBe(8);
        Offset(start, &cursors.Slots).ShouldBe(16);
        Offset(start, &cursors.Mask).ShouldBe(24);
        Offset(start, &cursors.SlotShift).ShouldBe(32);
        Offset(start, &cursors.NotBefore).ShouldBe(40);
        Offset(start, &cursors.Head).ShouldBe(CacheLine.Separation);
        sizeof(LaneCursors).ShouldBe(2 * CacheLine.Separation);

        static long Offset(byte* start, void* field) => (byte*)field - start;
    }

    [Test]
    public void Lanes_lie_aligned_in_one_block_without_overlap([Values(32, 64, 128, 256)] int slotSize)
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 3, 16, 32, slotSize));
        while (ring.TryLease(new object()) is not null)
        {
        }

        nint previousEnd = 0;
        foreach (SlotRing lane in (SlotRing[])[ring.Shared, .. ring.TouchedLanes])
        {
            nint slots = (nint)lane.SlotAt(0);
            nint cursors = slots - sizeof(LaneCursors);
            (cursors % CacheLine.Separation).ShouldBe(0);
            (slots % CacheLine.Separation).ShouldBe(0);
            cursors.ShouldBeGreaterThanOrEqualTo(previousEnd);
            ((nint)lane.SlotAt(1) - slots).ShouldBe(slotSize);
            previousEnd = (nint)lane.SlotAt(lane.Capacity - 1) + slotSize;
        }

        ring.MemoryBytes.ShouldBe((3 * (256 + (16 * slotSize))) + 256 + (32 * slotSize) + 256);
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
            PrivateStruct(typeof(SeqLock), "_version"), PrivateStruct(typeof(LoopCounters), "_counts"), PrivateStruct(typeof(ReadCounters), "_counts"),
        ])
        {
            Dictionary<string, int> offsets = Offsets(padded);
            offsets.Values.Min().ShouldBe(CacheLine.Separation, padded.FullName);
            (padded.StructLayoutAttribute!.Size - offsets.Values.Max() - 8).ShouldBeGreaterThanOrEqualTo(CacheLine.Separation, padded.FullName);
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
