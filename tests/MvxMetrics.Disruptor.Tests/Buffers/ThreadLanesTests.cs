using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The lanes of the calling thread: one a buffer, the last one remembered, those of retired buffers forgotten.</summary>
[TestFixture]
internal sealed unsafe class ThreadLanesTests
{
    [Test]
    public void A_thread_has_one_lane_at_each_buffer_and_finds_it_again()
    {
        RingBuffer first = NewRing(2);
        RingBuffer second = NewRing(2);
        OnAThread(() =>
        {
            ThreadLane atFirst = ThreadLanes.At(first);
            ThreadLane atSecond = ThreadLanes.At(second);
            (atFirst.Shared, atSecond.Shared).ShouldBe((first.Shared, second.Shared));
            ThreadLanes.At(first).ShouldBeSameAs(atFirst);
            ThreadLanes.At(second).ShouldBeSameAs(atSecond);
            OnAThread(() => ThreadLanes.At(first).Lane.ShouldBeSameAs(first.TouchedLanes[1], "another thread, another lane"));
        });
        (first.TouchedLanes.Length, second.TouchedLanes.Length).ShouldBe((2, 1));
    }

    [Test]
    public void The_lane_that_was_used_last_is_the_one_of_the_fast_path()
    {
        RingBuffer first = NewRing(1);
        RingBuffer second = NewRing(1);
        OnAThread(() =>
        {
            ThreadLanes.LastLaneAt(first).ShouldBeNull("never used");
            Lane lane = ThreadLanes.At(first).Lane!;
            (ProducerThread.Token, ProducerThread.Cursors).ShouldBe((first.Token, (nint)lane.Cursors));
            ThreadLanes.LastLaneAt(first).ShouldBeSameAs(lane);

            Lane other = ThreadLanes.At(second).Lane!;
            (ProducerThread.Token, ProducerThread.Cursors).ShouldBe((second.Token, (nint)other.Cursors));
            ThreadLanes.LastLaneAt(first).ShouldBeNull("it was not the last");
            ThreadLanes.LastLaneAt(second).ShouldBeSameAs(other);
        });
        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }

    [Test]
    public void A_thread_without_a_lane_leaves_the_fast_path_where_it_was()
    {
        RingBuffer own = NewRing(1);
        RingBuffer full = NewRing(1);
        full.TryLease(new object()).ShouldNotBeNull();
        OnAThread(() =>
        {
            ThreadLanes.At(own).Lane.ShouldNotBeNull();

            ThreadLanes.At(full).Lane.ShouldBeNull();

            ProducerThread.Token.ShouldBe(own.Token, "the shared lane has no fast path");
            ThreadLanes.LastLaneAt(full).ShouldBeNull();
        });
        GC.KeepAlive(full);
    }

    [Test]
    public void What_a_thread_had_at_a_retired_buffer_is_forgotten_when_it_comes_to_another_one()
    {
        RingBuffer other = NewRing(1);
        OnAThread(() =>
        {
            WeakReference lane = ComeAndRetire();
            GC.Collect();
            lane.IsAlive.ShouldBeTrue("nothing has told the thread");

            ThreadLanes.At(other);

            GC.Collect();
            lane.IsAlive.ShouldBeFalse();
        });

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference ComeAndRetire()
        {
            RingBuffer ring = NewRing(1);
            WeakReference lane = new(ThreadLanes.At(ring));
            ring.Retire();
            return lane;
        }
    }

    private static RingBuffer NewRing(int lanes) => new(new RingBufferShape(ProducerMode.Striped, lanes, 1024, 1024));

    private static void OnAThread(Action action) => Producers.Run(1, _ => action());
}
