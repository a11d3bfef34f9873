using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Keys: a place is given away again, an event for its former recorder is never mistaken.</summary>
[TestFixture]
internal sealed class RecorderTableTests
{
    [Test]
    public void A_tag_carries_place_and_event_type_to_their_last_bits()
    {
        using MetricsEventLoop loop = new();
        RecorderKey key = new(loop, int.MaxValue);
        ulong tag = key.Tag | 0xFFFF;
        RecorderKey.PlaceOf(tag).ShouldBe(int.MaxValue);
        RecorderKey.EventTypeOf(tag).ShouldBe(0xFFFF);
        RecordHeader.TagOf(tag | RecordHeader.LengthOf<Tick>()).ShouldBe(tag);
    }

    [Test]
    public void Places_are_given_out_in_order_and_those_that_were_freed_come_first()
    {
        RecorderTable table = new();
        for (int place = 0; place < 3; place++) table.ReservePlace().ShouldBe(place);
        table.FreePlace(2);
        table.FreePlace(0);
        (table.ReservePlace(), table.ReservePlace(), table.ReservePlace()).ShouldBe((2, 0, 3));
    }

    [Test]
    public void A_place_has_its_recorder_while_attached_its_account_until_freed_and_nothing_then()
    {
        using MetricsEventLoop loop = new();
        RecorderTable table = new();
        RecorderPipeline pipeline = loop.CreateRecorder("r").Pipeline;
        ulong tag = pipeline.Recorder.Tag;
        table.Attach(pipeline);
        table.Find(tag).ShouldBe(new RecorderTable.Entry(pipeline, pipeline.Account));
        table.Recorders().ShouldBe([pipeline.Recorder]);

        table.Detach(pipeline);
        table.Find(tag).ShouldBe(new RecorderTable.Entry(null, pipeline.Account));
        table.Recorders().ShouldBeEmpty();

        table.FreePlace(pipeline.Place);
        table.Find(tag).ShouldBe(default);
    }

    [Test]
    public void A_table_that_grows_keeps_what_it_has()
    {
        using MetricsEventLoop loop = new();
        RecorderTable table = new();
        RecorderPipeline first = loop.CreateRecorder("first").Pipeline;
        RecorderPipeline far = loop.CreateRecorder("far").Pipeline;
        far.Place = 100;
        table.Detach(far); // of a place that the table has not come to
        table.FreePlace(100);
        table.Attach(first);
        table.Attach(far);
        (table.Entries[first.Place].Pipeline, table.Entries[100].Pipeline).ShouldBe((first, far));
        table.Recorders().ShouldBe([first.Recorder, far.Recorder]);
    }

    [Test]
    public void A_thousand_recorders_created_and_removed_leave_no_memory_and_give_their_places_back()
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
        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        runtime.CreateRecorder("next").Pipeline.Place.ShouldBeLessThan(1000, "a place that was given back");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference CreateAndRemove(MetricsRuntime runtime, int i)
        {
            MetricsRecorder recorder = runtime.CreateRecorder($"r{i}");
            recorder.Register(new Counter<Tick>("c"));
            recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
            runtime.StopAndRemoveRecorder($"r{i}");
            return new WeakReference(recorder);
        }
    }

    [Test]
    public void A_late_event_for_a_stopped_recorder_is_counted_as_its_own_and_never_given_to_another()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder former = loop.CreateRecorder("former", new RecorderOptions { MaxPendingEvents = 2 });
        Counter<Tick> formerCount = new("c");
        former.Register(formerCount);
        ulong header = former.Tag | RecordedEvent<Tick>.Header;
        RingBuffer ring = ((IRecorderHost)loop).Ring;
        former.Stop();

        // As a producer would that looked at the status, and took its permit, before the stop.
        former.Pipeline.Account.TryTakePermit(out _).ShouldBeTrue();
        ring.TryPublish(header, new Tick(1)).ShouldBeTrue();
        MetricsRecorder successor = loop.CreateRecorder("successor");
        Counter<Tick> count = new("c");
        successor.Register(count);
        loop.RunOnce().ShouldBe(1);

        successor.Pipeline.Place.ShouldNotBe(former.Pipeline.Place);
        (formerCount.Read().Total, count.Read().Total).ShouldBe((0, 0));
        former.Statistics.ShouldBalance(1, 1, discarded: 1);
        successor.Statistics.ShouldBalance(0, 0);

        former.Start();
        for (int i = 0; i < 2; i++) former.RegisterEvent(new Tick(1)).ShouldBeTrue("the late event's permit was returned");
        loop.RunOnce();
        former.Statistics.ShouldBalance(3, 3, discarded: 1);
        loop.Statistics.ShouldBalance(3, 3, discarded: 1);
    }

    [Test]
    public void A_place_is_not_given_away_while_a_late_event_of_a_recorder_that_is_gone_lies_in_a_lane()
    {
        using MetricsEventLoop loop = new();
        (WeakReference former, int place) = LeaveALateEvent(loop);
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !former.IsAlive;
            },
            "the removed recorder is collected although its event still waits");

        MetricsRecorder early = loop.CreateRecorder("early");
        Counter<Tick> count = new("c");
        early.Register(count);
        loop.RunOnce();

        early.Pipeline.Place.ShouldNotBe(place);
        count.Read().Total.ShouldBe(0);
        early.Statistics.ShouldBalance(0, 0);
        loop.Statistics.ShouldBalance(2, 2, discarded: 1);
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                loop.RunOnce();
                return loop.CreateRecorder("successor").Pipeline.Place == place;
            },
            "behind the late event the place is given away again");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static (WeakReference Recorder, int Place) LeaveALateEvent(MetricsEventLoop loop)
        {
            MetricsRecorder recorder = loop.CreateRecorder("former");
            recorder.Register(new Counter<Tick>("c"));
            recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
            ulong header = recorder.Tag | RecordedEvent<Tick>.Header;
            recorder.Stop();
            ((IRecorderHost)loop).Ring.TryPublish(header, new Tick(2)).ShouldBeTrue(); // as a producer that was held up would
            return (new WeakReference(recorder), recorder.Pipeline.Place);
        }
    }

    [Test]
    public void Restarts_beside_producers_lose_no_count_and_no_permit([Values(null, 4)] int? limit)
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r", new RecorderOptions { MaxPendingEvents = limit });
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        using CancellationTokenSource done = new();
        long accepted = 0;
        long attempted = 0;

        Producers.Run(4, thread =>
        {
            if (thread == 0)
            {
                for (int i = 0; i < 300; i++)
                {
                    recorder.Stop();
                    recorder.Start();
                }

                done.Cancel();
                return;
            }

            long mine = 0;
            long attempts = 0;
            for (; !done.IsCancellationRequested; attempts++)
                if (recorder.TryRegisterEvent(new Tick(1))) mine++;
            Interlocked.Add(ref accepted, mine);
            Interlocked.Add(ref attempted, attempts);
        });

        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        RecorderStatistics statistics = recorder.Statistics;
        statistics.ShouldBalance(attempted, accepted, statistics.Discarded);
        counter.Read().Total.ShouldBe(statistics.Processed);
        runtime.Statistics.ShouldBalance(attempted, accepted, statistics.Discarded);
        for (int i = 0; i < (limit ?? 4); i++) recorder.RegisterEvent(new Tick(1)).ShouldBeTrue("no permit has leaked");
    }
}
