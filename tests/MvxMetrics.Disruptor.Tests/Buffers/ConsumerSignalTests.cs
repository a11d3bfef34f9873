using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The parking handshake: a wake-up is never lost, and costs nothing when nobody sleeps.</summary>
[TestFixture]
internal sealed class ConsumerSignalTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    [Test]
    public void A_wake_up_between_the_announcement_and_the_sleep_is_not_lost()
    {
        ConsumerSignal signal = new();
        signal.PrepareToPark();
        signal.WakeIfParked();

        long started = Stopwatch.GetTimestamp();
        signal.Park(s_long);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(s_long / 2);
        signal.WakeUps.ShouldBe(1);
    }

    [Test]
    public void A_wake_up_while_nobody_parks_is_free_and_leaves_no_trace()
    {
        ConsumerSignal signal = new();
        signal.WakeIfParked();
        signal.WakeUps.ShouldBe(0);

        signal.PrepareToPark();
        long started = Stopwatch.GetTimestamp();
        signal.Park(TimeSpan.FromMilliseconds(20));
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(10));
    }

    [Test]
    public void Ten_thousand_handovers_never_sleep_over_work()
    {
        const int Rounds = 10_000;
        ConsumerSignal signal = new();
        long published = 0;
        long consumed = 0;
        long longest = 0;

        Producers.Run(2, thread =>
        {
            SpinWait spin = default;
            for (long round = 1; round <= Rounds; round++)
            {
                if (thread == 0)
                {
                    Volatile.Write(ref published, round);
                    signal.WakeIfParked();
                    while (Volatile.Read(ref consumed) < round) spin.SpinOnce();
                    continue;
                }

                while (Volatile.Read(ref published) < round)
                {
                    signal.PrepareToPark();
                    if (Volatile.Read(ref published) >= round)
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
    }
}
