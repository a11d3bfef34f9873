using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// The parking handshake, whatever place the consumer sleeps in: a wake-up is never lost, and costs nothing when nobody sleeps.
/// </summary>
internal abstract class ConsumerSignalContract
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(20);

    private readonly RingBuffer _ring = new(new RingBufferShape(ProducerMode.Striped, 1, 8192, 1024));

    [Test]
    public void A_wake_up_between_the_announcement_and_the_sleep_is_not_lost()
    {
        ConsumerSignal signal = new(NewPlace());
        signal.PrepareToPark();
        signal.WakeIfParked();

        Parked(signal, s_long).ShouldBeLessThan(s_long / 2);
        signal.WakeUps.ShouldBe(1);
    }

    [Test]
    public void A_wake_up_while_nobody_parks_is_free_and_leaves_no_trace()
    {
        ConsumerSignal signal = new(NewPlace());
        signal.WakeIfParked();
        signal.WakeUps.ShouldBe(0);

        signal.PrepareToPark();
        Parked(signal, s_short).ShouldBeGreaterThan(s_short / 2);
    }

    [Test]
    public void An_announcement_that_was_taken_back_wakes_nobody()
    {
        ConsumerSignal signal = new(NewPlace());
        signal.PrepareToPark(3);
        signal.CancelPark();
        signal.WakeIfParked();
        signal.WakeIfPressed(Lane, 8192, 0);
        signal.WakeUps.ShouldBe(0);
    }

    [Test]
    public void A_time_of_nothing_is_no_sleep_and_ends_the_announcement()
    {
        ConsumerSignal signal = new(NewPlace());
        signal.PrepareToPark();
        Parked(signal, TimeSpan.Zero).ShouldBeLessThan(s_long);
        signal.WakeIfParked();
        signal.WakeUps.ShouldBe(0);
    }

    [Test]
    public void A_producer_wakes_from_the_announced_threshold_on_and_a_command_always([Range(1, 8)] int threshold)
    {
        for (int eighths = 0; eighths <= 8; eighths++)
        {
            foreach (long head in (long[])[0, 8192 * 5, (1L << 32) - 64])
            {
                ConsumerSignal signal = new(NewPlace());
                signal.PrepareToPark(threshold);
                if (eighths > 0) signal.WakeIfPressed(Lane, head + (1024 * eighths) - 40, head); // and not a record less than it
                signal.WakeUps.ShouldBe(eighths > threshold ? 1 : 0, $"just below {eighths} eighths");
                signal.PrepareToPark(threshold);
                long before = signal.WakeUps;
                signal.WakeIfPressed(Lane, head + (1024 * eighths) - (eighths == 0 ? 0 : 32), head);
                bool wakes = eighths >= threshold;
                (signal.WakeUps - before).ShouldBe(wakes ? 1 : 0, $"{eighths} eighths");
                signal.WakeIfParked();
                (signal.WakeUps - before).ShouldBe(1, "a command wakes whoever still sleeps");
                if (wakes) Parked(signal, s_long).ShouldBeLessThan(s_long / 2);
            }
        }
    }

    [Test]
    public void A_producer_sleeps_for_microseconds_where_the_place_can_and_is_told_where_it_cannot()
    {
        ConsumerSignal signal = new(NewPlace());
        signal.PrepareToPark(); // the consumer's own sleep has nothing to do with it
        Stopwatch time = Stopwatch.StartNew();
        int slept = 0;
        for (int i = 0; i < 100; i++)
            if (signal.TrySleep(TimeSpan.FromMicroseconds(200))) slept++;

        slept.ShouldBe(signal.IsPrecise ? 100 : 0);
        if (signal.IsPrecise) time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(20));
        signal.WakeIfParked();
        signal.WakeUps.ShouldBe(1, "it is still announced");
    }

    [Test]
    public void A_sleeper_is_woken_by_another_thread_and_by_one_of_many_only()
    {
        ConsumerSignal signal = new(NewPlace());
        for (int round = 1; round <= 50; round++)
        {
            signal.PrepareToPark(2);
            Task[] wakers = [.. Enumerable.Range(0, 3).Select(i => Task.Run(() =>
            {
                Thread.Sleep(2);
                if (i == 0) signal.WakeIfParked();
                else signal.WakeIfPressed(Lane, 4096, 0);
            }))];
            Parked(signal, s_long).ShouldBeLessThan(s_long / 2);
            Task.WaitAll(wakers);
            signal.WakeUps.ShouldBe(round);
        }
    }

    [Test]
    public void Ten_thousand_handovers_of_two_producers_never_sleep_over_work()
    {
        const int Rounds = 10_000;
        ConsumerSignal signal = new(NewPlace());
        long[] published = new long[2];
        long consumed = 0;
        long longest = 0;

        Producers.Run(3, thread =>
        {
            SpinWait spin = default;
            for (long round = 1; round <= Rounds; round++)
            {
                if (thread < 2)
                {
                    Volatile.Write(ref published[thread], round);
                    if (thread == 0) signal.WakeIfParked();
                    else signal.WakeIfPressed(Lane, 8192, 0);
                    while (Volatile.Read(ref consumed) < round) spin.SpinOnce();
                    continue;
                }

                while (IsMissing(round))
                {
                    signal.PrepareToPark(1 + (int)(round % 8));
                    if (!IsMissing(round))
                    {
                        signal.CancelPark();
                        continue;
                    }

                    long started = Stopwatch.GetTimestamp();
                    signal.Park(s_long);
                    longest = Math.Max(longest, Stopwatch.GetTimestamp() - started);
                }

                Volatile.Write(ref consumed, round);
            }
        });

        Stopwatch.GetElapsedTime(0, longest).ShouldBeLessThan(s_long / 2, "a lost wake-up sleeps until its time-out");

        bool IsMissing(long round) => Volatile.Read(ref published[0]) < round || Volatile.Read(ref published[1]) < round;
    }

    [Test]
    public void Sleeping_and_waking_allocate_nothing()
    {
        ConsumerSignal signal = new(NewPlace());
        Sleep();
        Allocations.Least(Sleep).ShouldBe(0);

        long Sleep()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                signal.PrepareToPark();
                signal.Park(TimeSpan.FromMilliseconds(1));
                signal.PrepareToPark();
                signal.WakeIfParked();
                signal.Park(TimeSpan.FromMilliseconds(1));
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    protected abstract IParkingPlace NewPlace();

    protected static TimeSpan Parked(ConsumerSignal signal, TimeSpan timeout)
    {
        long started = Stopwatch.GetTimestamp();
        signal.Park(timeout);
        return Stopwatch.GetElapsedTime(started);
    }

    private Lane Lane => field ??= _ring.TryLease(this)!;
}
