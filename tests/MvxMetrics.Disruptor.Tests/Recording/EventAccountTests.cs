namespace MvxMetrics.Disruptor.Tests;

/// <summary>What an account counts its parent counts as well; its permits are its own.</summary>
[TestFixture]
internal sealed class EventAccountTests
{
    [Test]
    public void What_recorders_count_their_loop_counts_as_well()
    {
        EventAccount loop = new();
        EventAccount first = new(loop, permitLimit: 0);
        EventAccount second = new(loop, permitLimit: 5);
        foreach (EventAccount account in (EventAccount[])[first, second])
        {
            account.AddProcessed(1);
            account.AddDiscarded(20);
            account.AddHeld(300);
            account.AddDropped(4000);
            account.AddRefused(50000);
        }

        second.AddProcessed(1);
        Counts(first).ShouldBe((1, 20, 300, 54000, 50000));
        Counts(second).ShouldBe((2, 20, 300, 54000, 50000));
        Counts(loop).ShouldBe((3, 40, 600, 108000, 100000));

        first.AddHeld(-300);
        (first.Held, second.Held, loop.Held).ShouldBe((0, 300, 300));

        static (long Processed, long Discarded, long Held, long Dropped, long Refused) Counts(EventAccount account) =>
            (account.Processed, account.Discarded, account.Held, account.Dropped, account.Refused);
    }

    [TestCase(1, new[] { true })]
    [TestCase(2, new[] { true, false })]
    [TestCase(3, new[] { false, true, false })]
    [TestCase(6, new[] { false, false, true, false, false, false })]
    public void So_many_permits_are_given_out_and_the_one_that_makes_half_of_them_presses(int limit, bool[] pressing)
    {
        EventAccount account = new(new EventAccount(), limit);
        account.PermitLimit.ShouldBe(limit);
        for (int round = 0; round < 2; round++)
        {
            foreach (bool expected in pressing)
            {
                account.TryTakePermit(out bool isPressing).ShouldBeTrue();
                isPressing.ShouldBe(expected);
            }

            account.TryTakePermit(out bool isRefusalPressing).ShouldBeFalse();
            isRefusalPressing.ShouldBeTrue("nothing is left: the loop has to come");
            account.ReturnPermits(limit);
        }
    }

    [Test]
    public void Applied_and_discarded_events_give_their_permits_back_and_others_do_not()
    {
        EventAccount account = new(new EventAccount(), permitLimit: 4);
        TakeAll(account).ShouldBe(4);
        account.AddHeld(4);
        account.AddDropped(4);
        account.AddRefused(4);
        TakeAll(account).ShouldBe(0);
        account.AddProcessed(1);
        TakeAll(account).ShouldBe(1);
        account.AddDiscarded(3);
        TakeAll(account).ShouldBe(3);

        static int TakeAll(EventAccount account)
        {
            int taken = 0;
            while (account.TryTakePermit(out _)) taken++;
            return taken;
        }
    }

    [Test]
    public void Without_a_limit_no_permit_is_needed_and_none_presses()
    {
        EventAccount account = new(new EventAccount(), permitLimit: 0);
        account.PermitLimit.ShouldBe(0);
        for (int i = 0; i < 1000; i++)
        {
            account.TryTakePermit(out bool isPressing).ShouldBeTrue();
            isPressing.ShouldBeFalse();
        }
    }

    [Test]
    public void No_permit_is_refused_while_one_is_left_and_no_count_is_lost_between_threads()
    {
        const int Threads = 3;
        const int Rounds = 50_000;
        EventAccount loop = new();
        EventAccount account = new(loop, Threads);
        Producers.Run(Threads, _ =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                account.TryTakePermit(out bool _).ShouldBeTrue("as many permits as threads");
                account.ReturnPermits(1);
                account.AddDropped(1);
                account.AddRefused(1);
            }
        });

        (account.Dropped, account.Refused).ShouldBe((2 * Threads * Rounds, Threads * Rounds));
        (loop.Dropped, loop.Refused).ShouldBe((2 * Threads * Rounds, Threads * Rounds));
        for (int i = 0; i < Threads; i++) account.TryTakePermit(out _).ShouldBeTrue("all came back");
        account.TryTakePermit(out _).ShouldBeFalse();
    }
}
