namespace MvxMetrics.Disruptor.Tests;

/// <summary>Keys: a place is given away again, an event for its former recorder is never mistaken.</summary>
[TestFixture]
internal sealed class RecorderTableTests
{
    [Test]
    public void A_tag_carries_index_generation_and_event_type_to_their_last_bits()
    {
        RecorderKey key = new((1 << RecorderKey.IndexBits) - 1, (1 << RecorderKey.GenerationBits) - 1);
        ulong tag = key.Tag | 0xFFFF;
        RecorderKey.FromTag(tag).ShouldBe(key);
        RecorderKey.EventTypeOf(tag).ShouldBe(0xFFFF);
        SlotHeader.TagOf(SlotHeader.Stamp(tag, 0xFF)).ShouldBe(tag);
        RecorderKey.FromTag(new RecorderKey(5, 3).Tag | 7).ShouldBe(new RecorderKey(5, 3));
    }

    [Test]
    public void The_last_generation_retires_its_place()
    {
        RecorderTable table = new();
        RecorderKey first = table.ReserveKey();
        table.ReturnKey(first with { Generation = (1 << RecorderKey.GenerationBits) - 1 });
        table.ReserveKey().ShouldBe(new RecorderKey(1, 0));
        table.ReturnKey(first);
        table.ReserveKey().ShouldBe(new RecorderKey(0, 1));
    }

    [Test]
    public void A_thousand_recorders_created_and_removed_take_one_place_and_leave_no_memory()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        List<WeakReference> removed = [];
        for (int i = 0; i < 1000; i++) removed.Add(CreateAndRemove(runtime, i));

        runtime.RecorderIds.ShouldBeEmpty();
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return removed.Count(static r => r.IsAlive) <= 1;
            },
            "removed recorders are collected");
        runtime.Statistics.ShouldBalance(1000, 1000);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference CreateAndRemove(MetricsRuntime runtime, int i)
        {
            MetricsRecorder recorder = runtime.CreateRecorder($"r{i}");
            recorder.RegisterMetric(new Counter<Tick>("c"));
            recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
            runtime.StopAndRemoveRecorder($"r{i}");
            recorder.Pipeline.Key.Index.ShouldBe(0);
            return new WeakReference(recorder);
        }
    }

    [Test]
    public void A_late_event_for_a_removed_recorder_is_discarded_and_not_given_to_its_successor()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder former = loop.CreateRecorder("former");
        Counter<Tick> formerCount = new("c");
        former.RegisterMetric(formerCount);
        ulong tag = former.Tag | (uint)EventType<Tick>.Id;
        RingBuffer ring = ((IRecorderHost)loop).Ring;
        former.Stop();

        ring.TryPublish(tag, new Tick(1)).ShouldBeTrue(); // as a producer would that looked at the status before the stop
        loop.RunOnce().ShouldBe(1);
        former.Statistics.ShouldBalance(1, 1, discarded: 1);

        MetricsRecorder successor = loop.CreateRecorder("successor");
        Counter<Tick> count = new("c");
        successor.RegisterMetric(count);
        successor.Pipeline.Key.Index.ShouldBe(former.Pipeline.Key.Index);
        ring.TryPublish(tag, new Tick(1)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(1);

        (formerCount.Read().Total, count.Read().Total).ShouldBe((0, 0));
        successor.Statistics.ShouldBalance(0, 0);
        loop.Statistics.ShouldBalance(2, 2, discarded: 2);
    }
}
