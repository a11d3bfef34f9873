using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Where the fields of recorders, writers and counters really lie, private ones included: a refactoring that brings two threads'
/// fields into one cache line changes no result, only the speed, and would go unnoticed.
/// </summary>
[TestFixture]
internal sealed class LayoutTests
{
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
