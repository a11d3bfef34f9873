using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What any place to park in promises: no sleep over a word that has changed, none that is cut short, none too many.</summary>
internal abstract unsafe class ParkingPlaceContract
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(20);

    private readonly int[] _memory = GC.AllocateArray<int>(1, pinned: true);

    private int* Word => (int*)Unsafe.AsPointer(ref _memory[0]);

    [SetUp]
    public void ClearTheWord() => *Word = 0;

    [Test]
    public void A_word_that_has_changed_is_not_slept_over()
    {
        *Word = 5;
        Slept(NewPlace(), 4, s_long).ShouldBeLessThan(s_long / 2);
    }

    [Test]
    public void A_word_that_stays_is_slept_over_until_the_time_is_over()
    {
        *Word = 5;
        Slept(NewPlace(), 5, s_short).ShouldBeInRange(s_short / 2, s_long / 2);
    }

    [Test]
    public void A_wake_up_that_finds_nobody_is_not_kept_for_the_next_sleeper()
    {
        IParkingPlace place = NewPlace();
        for (int i = 0; i < 10; i++) place.Wake(Word);

        Slept(place, 0, s_short).ShouldBeGreaterThan(s_short / 2);
    }

    [Test]
    public void A_waker_that_changes_the_word_first_never_falls_between_the_look_and_the_sleep()
    {
        const int Rounds = 5_000;
        IParkingPlace place = NewPlace();
        int reached = 0;
        TimeSpan longest = TimeSpan.Zero;
        Producers.Run(2, thread =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                if (thread == 1)
                {
                    SpinWait spin = default;
                    while (Volatile.Read(ref reached) <= round) spin.SpinOnce();
                    Thread.SpinWait(round % 100 * 10); // now before the sleep, now after it has begun
                    Volatile.Write(ref *Word, round + 1);
                    place.Wake(Word);
                    continue;
                }

                Volatile.Write(ref reached, round + 1);
                while (Volatile.Read(ref *Word) == round)
                {
                    TimeSpan slept = Slept(place, round, s_long);
                    if (slept > longest) longest = slept;
                }
            }
        });
        longest.ShouldBeLessThan(s_long / 2, "a lost wake-up sleeps until its time-out");
        (*Word).ShouldBe(Rounds);
    }

    protected abstract IParkingPlace NewPlace();

    private TimeSpan Slept(IParkingPlace place, int value, TimeSpan timeout)
    {
        long started = Stopwatch.GetTimestamp();
        place.SleepWhile(Word, value, timeout);
        return Stopwatch.GetElapsedTime(started);
    }
}
